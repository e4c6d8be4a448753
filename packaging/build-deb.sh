#!/usr/bin/env bash
# Builds the Debian package of Ponte, for the release of Debian (and the processor) it is run on.
#
#   packaging/build-deb.sh                    builds Ponte optimised first; the package comes into .build/
#   packaging/build-deb.sh FOLDER OUTPUT      takes the program and its *.resources from FOLDER
#
# The package brings Swift's own libraries along, beside the program, since Debian has none; everything else comes from Debian's packages.
source "$(dirname "$0")/../Tools/lib.sh"

built=${1:-}
output=${2:-$BUILD}
if [ -z "$built" ]; then
    timed "Building (the first time takes some minutes)" build -c release --product ponte
    built="$BUILD/release"
fi
[ -x "$built/ponte" ] || fail "$built/ponte is not there; build it first"
for tool in dpkg-deb dpkg-query ldd readelf; do
    command -v "$tool" > /dev/null || fail "$tool is missing; apt-get install dpkg libc-bin binutils"
done

version=$("$built/ponte" --version)
architecture=$(dpkg --print-architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root="$work/root"
home="$root/usr/lib/ponte"
install -d "$home" "$root/usr/bin" "$root/usr/sbin" "$root/etc/ponte" "$root/lib/systemd/system" "$root/usr/share/doc/ponte/examples" "$root/DEBIAN"

# The program finds its *.resources beside itself, and Swift's libraries too ($ORIGIN).
install -m 0755 "$built/ponte" "$home/ponte"
[ "${PONTE_KEEP_SYMBOLS:-}" ] || strip --strip-debug "$home/ponte"
cp -rL "$built"/*.resources "$home/"
while read -r library; do
    install -m 0644 "$library" "$home/"
done < <(ldd "$built/ponte" | awk '$3 ~ /\/swift\/linux\// { print $3 }' | sort -u)
ln -s ../lib/ponte/ponte "$root/usr/bin/ponte"
chmod -R u=rwX,go=rX "$home"
chmod 0755 "$home/ponte"

install -m 0755 packaging/ponte-admin "$root/usr/sbin/ponte-admin"
install -m 0755 packaging/backup-daily "$home/backup-daily"
install -m 0644 packaging/ponte.service packaging/ponte-backup.service packaging/ponte-backup.timer "$root/lib/systemd/system/"
install -m 0644 packaging/ponte.json "$root/etc/ponte/ponte.json"
install -m 0640 packaging/environment "$root/etc/ponte/environment"
install -m 0644 packaging/nginx.conf packaging/Caddyfile "$root/usr/share/doc/ponte/examples/"
install -m 0644 docs/operations.md docs/security.md "$root/usr/share/doc/ponte/"
install -m 0644 LICENSE "$root/usr/share/doc/ponte/copyright"

# What is linked and not brought along, by Debian's own list of whose it is.
libraries=$({ for one in "$home/ponte" "$home"/*.so; do readelf -d "$one"; done; } | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u)
paths=$(ldd "$built/ponte" | awk '$3 ~ /^\// { print $1, $3 }')
depends=$(for library in $libraries; do
    [ ! -e "$home/$library" ] || continue
    path=$(awk -v name="$library" '$1 == name { print $2 }' <<< "$paths")
    [ -n "$path" ] || continue
    dpkg-query -S "$path" 2> /dev/null || dpkg-query -S "/usr$path"
done | sed 's/:.*//' | sort -u | paste -sd, | sed 's/,/, /g')

cat > "$root/DEBIAN/control" << CONTROL
Package: ponte
Version: $version
Architecture: $architecture
Maintainer: The Ponte network <ponte@ponte.example>
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f1)
Depends: $depends, libmagic-mgc, tar, passwd, util-linux
Recommends: libvips-tools, postgresql-client, nginx | caddy
Section: web
Priority: optional
Description: platform on which cities share what works for migrant inclusion
 A city says what it needs; Ponte finds what worked in other cities, says why
 each practice fits, what evidence stands behind it, and what has to be in
 place first. One program and one folder of data, or several processes on one
 PostgreSQL.
CONTROL
printf '/etc/ponte/ponte.json\n/etc/ponte/environment\n' > "$root/DEBIAN/conffiles"
install -m 0755 packaging/debian/postinst packaging/debian/prerm packaging/debian/postrm "$root/DEBIAN/"
(cd "$root" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | xargs -0 md5sum > DEBIAN/md5sums)

mkdir -p "$output"
file="$output/ponte_${version}_$architecture.deb"
dpkg-deb --root-owner-group ${PONTE_DEB_COMPRESSION:--Zxz} --build "$root" "$file" > /dev/null
say "$file ($(du -h "$file" | cut -f1))"
