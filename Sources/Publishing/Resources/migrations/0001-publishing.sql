-- Pages and news items of the public site. What they say stands in page_text, once for each language.
CREATE TABLE site_page (
    id text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('page', 'news')),
    -- The name in its address now; site_slug has the earlier ones too.
    slug text NOT NULL,
    -- The language that is written first; texts in others are translations of it.
    source_language text NOT NULL,
    state text NOT NULL CHECK (state IN ('draft', 'scheduled', 'published', 'archived')),
    -- When it is to be published; only while it is scheduled.
    publish_at text,
    -- The date that a news item carries.
    day text NOT NULL,
    created_at text NOT NULL,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX site_page_news ON site_page (kind, state, day, id);

-- Every name that a page has had in its address. Old ones lead to the new one and are given to no other page.
CREATE TABLE site_slug (
    kind text NOT NULL CHECK (kind IN ('page', 'news')),
    slug text NOT NULL,
    page_id text NOT NULL REFERENCES site_page (id),
    PRIMARY KEY (kind, slug)
);
CREATE INDEX site_slug_page ON site_slug (page_id);

-- What a page says in one language now. source_digest: of the source text that a translation was made from; NULL in the source language.
CREATE TABLE page_text (
    page_id text NOT NULL REFERENCES site_page (id),
    language text NOT NULL,
    version bigint NOT NULL,
    title text NOT NULL,
    teaser text NOT NULL,
    body text NOT NULL,
    source_digest text,
    at text NOT NULL,
    by_id text,
    PRIMARY KEY (page_id, language)
);

-- All that it ever said.
CREATE TABLE page_version (
    page_id text NOT NULL REFERENCES site_page (id),
    language text NOT NULL,
    version bigint NOT NULL,
    title text NOT NULL,
    teaser text NOT NULL,
    body text NOT NULL,
    -- The version whose words were taken up again.
    restored_from bigint,
    at text NOT NULL,
    by_id text,
    PRIMARY KEY (page_id, language, version)
);

-- The menus at the head and the foot of every page. A menu without entries is the built-in one.
CREATE TABLE menu_item (
    id text PRIMARY KEY,
    menu text NOT NULL CHECK (menu IN ('header', 'footer')),
    position bigint NOT NULL,
    -- page: the id of a page of the site; part: the name of a part of Ponte, such as practices; link: an address elsewhere.
    target_kind text NOT NULL CHECK (target_kind IN ('page', 'part', 'link')),
    target text NOT NULL
);
CREATE INDEX menu_item_menu ON menu_item (menu, position);

-- What an entry says, where that is not the name of what it leads to.
CREATE TABLE menu_label (
    item_id text NOT NULL REFERENCES menu_item (id),
    language text NOT NULL,
    label text NOT NULL,
    PRIMARY KEY (item_id, language)
);

-- Roles that do not see an entry; visitor is one of them.
CREATE TABLE menu_hidden (
    item_id text NOT NULL REFERENCES menu_item (id),
    role text NOT NULL,
    PRIMARY KEY (item_id, role)
);
