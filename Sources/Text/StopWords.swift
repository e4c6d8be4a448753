/// Words that say nothing about what a text is about. Used to skip them in questions and to guess a language.
public enum StopWords {
    public static func contains(_ folded: String, language: String) -> Bool {
        byLanguage[language]?.contains(folded) ?? false
    }

    /// Folded stop words by language.
    static let byLanguage: [String: Set<String>] = lists.mapValues { Set($0.split(separator: " ").map { Folding.fold(String($0)) }) }

    private static let lists: [String: String] = [
        "en": """
            a an the and or but if of to in on at for with by from as is are was were be been being am it its this that these those they \
            them their there here we our us you your i my me he she his her him who whom whose what which when where how why can could will would \
            should may might must do does did have has had having not no nor so than then too very all any each every both more most other some \
            such only own same s t d ll re ve m just into over under about between after before during without within out up down off again \
            because until while also get make let
            """,
        "it": """
            il lo la i gli le un uno una l d di a da in con su per tra fra del dello della dei degli delle al allo alla ai agli alle dal dallo dalla \
            dai dagli dalle nel nello nella nei negli nelle sul sullo sulla sui sugli sulle e ed o ma se che chi cui non come dove quando perche quale \
            quali quanto e è sono siamo era erano ha hanno abbiamo ho avere essere questo questa questi queste quello quella quelli si ci ne vi mi ti loro \
            noi voi lui lei anche piu meno molto gia ancora c un' cosa fare
            """,
        "es": """
            el la los las un una unos unas de del a al en con por para sin sobre entre hasta desde y e o u pero si que quien quienes cual cuales como \
            donde cuando porque no se lo le les su sus mi nos nuestro nuestra nuestros nuestras este esta estos estas ese esa eso esto es son era \
            eran ser estar esta estan hay ha han hemos tenemos tiene tienen mas muy ya tambien ni cada todo todos toda todas otro otra otros me te
            """,
        "de": """
            der die das den dem des ein eine einen einem einer eines und oder aber wenn dass daß weil als wie wo wer was wann warum welche welcher \
            in im an am auf aus bei mit nach von vom zu zum zur für über unter vor zwischen ohne durch gegen um bis seit ist sind war waren sein \
            haben hat habe hatte wird werden wurde kann können soll sollen muss müssen nicht kein keine keinen wir uns unser unsere sie ihr ihre \
            ihnen er es ich du man sich auch noch nur schon sehr mehr so da dort hier diese dieser dieses alle jede jeder wohin
            """,
        "fr": """
            le la les l un une des de du d à au aux en dans sur sous avec sans pour par entre vers chez et ou mais si que qu qui quoi dont où quand \
            comment pourquoi quel quelle quels quelles ne n pas plus ce c cet cette ces ça se s son sa ses leur leurs notre nos votre vos mon ma mes \
            nous vous ils elles il elle on je j y est sont était étaient être avoir a ont avons ai fait peut peuvent tout tous toute toutes très \
            aussi déjà encore depuis même
            """,
        "pl": """
            i a o u w we z ze na do od dla po pod nad przy przez za bez o oraz lub albo ale czy że ze żeby jak gdy kiedy gdzie kto co który która \
            które których którzy którym jaki jaka jakie nie tak się sie to ten ta te tego tej tych tym ich im jej jego mu nas nam my mamy ma mają \
            są jest był była było byli być może mogą już tylko też także bardziej bardzo każdy swoje swoich nasz nasza nasze naszych
            """,
        "ro": """
            un o unei unui unor al a ai ale cel cea cei cele de la în in din cu pe pentru prin fără fara sub peste între intre până pana și si sau dar \
            dacă daca că ca să sa nu se care ce cine cum când cand unde cât este e sunt era erau fi au am avem are fost iar mai foarte lor lui ei noi \
            noastre noștri nostru nostri le îi ii îl il ne vă va acest această aceste acești tot toți toate fiecare doar
            """,
        "el": """
            ο η το οι τα του της των τον την τους τις ένα ένας μια μία στο στη στην στον στους στις στα σε με για από χωρίς προς μετά πριν και ή κι αλλά \
            αν ότι πως που πού πώς ποιος ποια ποιο τι όταν γιατί να θα δεν μη μην είναι ήταν έχει έχουν έχουμε είμαστε μας σας τους αυτό αυτή αυτοί \
            αυτά αυτές κάθε όλοι όλα πιο πολύ επίσης ως κάποιον
            """,
        "hu": """
            a az egy és es vagy de ha hogy mint nem ne sem is csak már mar még meg ki mi mit aki akik ami amely amelyek ahol amikor hogyan hol miért van \
            vannak volt voltak lesz lehet kell ez ezek azok ezt azt ő ők mi nekünk velük nekik számukra majd nagyon több minden sok olyan ilyen után \
            előtt között alatt fel le be el meg
            """,
        "hr": """
            i a ali ili te pa da ne se su je sam smo ste bi bio bila bili biti u na o od do iz s sa za po pri kod bez pod nad među između kroz prema \
            koji koja koje kojih kojima kojeg tko što kako kada kad gdje zašto koliko taj ta to ti te tih tom ovaj ova ovo ovi nam nas im ih mu njih \
            njihov njihova naš naša naše naših svi sve svaki samo još već više vrlo nema imamo ima imaju može mogu treba
            """,
        "nl": """
            de het een en of maar als dat die dit deze van in op aan bij met voor door naar uit over onder tussen zonder tegen om tot sinds te er hier \
            daar wie wat waar wanneer hoe waarom welke is zijn was waren wordt worden werd heeft hebben had kan kunnen moet moeten zal niet geen ook nog \
            al alleen meer veel zeer heel we wij ons onze ze zij hun hen hij haar ik je u men zich na
            """,
        "ar": """
            في من على إلى الى عن مع بين عند بعد قبل حتى منذ خلال بدون دون هذا هذه ذلك تلك هؤلاء الذي التي الذين اللواتي ما ماذا من كيف متى اين لماذا هل لا \
            لم لن ليس ليست و او أو ثم ان أن إن كان كانت يكون تكون هو هي هم هن نحن لنا لهم لها له كل بعض غير قد لدينا لديهم عندنا أي
            """,
        "sv": "och att det som en ett är av för på med den till inte har om de vi från men så kan ska eller när hur vad var vem utan",
        "pt": "o a os as um uma de do da dos das em no na nos nas com por para sem e ou mas se que quem como onde quando não é são tem temos mais muito já",
        "fi": "ja on ei se että en hän oli ovat mutta joka kun kuin tai myös miten missä mitä kuka ilman heidän meidän ovat olla",
        "da": "og at det som en et er af for på med den til ikke har om de vi fra men så kan skal eller når hvordan hvad hvor hvem uden",
        "uk": "і й та в у на до з за що як не це для від по або але якщо коли де хто ми вони він вона їх нас наш наші є був",
        "tr": "ve bir bu da de için ile ne nasıl değil var yok çok daha ama veya gibi olan olarak kadar sonra biz onlar",
    ]
}
