#!/usr/bin/env python3
"""Make Sources/Compendium/Resources/assets/europe.svg, the outlines of the map.

Source and licence
    Natural Earth 1:50m "Admin 0 - Countries", public domain. It is read from
    Debian's package `r-cran-rnaturalearthdata` (0.1.0-2; packaging of the data
    under CC0-1.0, see its /usr/share/doc/.../copyright). R itself is not needed.

Run
    Either `apt-get install r-cran-rnaturalearthdata`, or unpack it only:
        apt-get download r-cran-rnaturalearthdata
        dpkg-deb -x r-cran-rnaturalearthdata_*.deb /tmp/ne
    then, with Python 3.10 or newer:
        python3 -m venv /tmp/v && /tmp/v/bin/pip install 'shapely>=2.1' rdata
        /tmp/v/bin/python Tools/make_outlines.py [--root /tmp/ne] [--check cities.json]
    --check lists the cities that don't lie inside their country's written
    outline, and fails when one is further than 1.5 units (px) off it.
    --preview FILE.html writes a page that shows the map (and --check's cities).

Projection (what a reader of the file needs to place a city)
    Lambert azimuthal equal-area on a sphere, centred as EPSG:3035 is, without
    its false easting and northing. Angles in radians:

        R = 6371007.181 (m), phi0 = 52 deg, lambda0 = 10 deg
        d = lambda - lambda0
        k = sqrt(2 / (1 + sin(phi0) sin(phi) + cos(phi0) cos(phi) cos(d)))
        E = R k cos(phi) sin(d)
        N = R k (cos(phi0) sin(phi) - sin(phi0) cos(phi) cos(d))
        x = offset_x + scale * E
        y = offset_y - scale * N

    scale, offset_x and offset_y stand in Sources/Compendium/Model/MapProjection.swift. The SVG's
    viewBox is "0 0 width height"; outlines run a few units past it, so that no
    stroke shows along the frame.

Outlines
    One path per country (ISO 3166-1 alpha-2; Kosovo: XK), to be drawn with
    fill-rule="evenodd". Numbers have at most one decimal, `m`/`l` relative.
    Neighbours' borders are first made to match point for point, then simplified
    together (Visvalingam-Whyatt, shapely's coverage_simplify), so they leave no
    gaps. Specks are left out, as are Iceland (a sliver at the edge) and the
    Vatican; Malta and the other microstates are kept. Cyprus is drawn as one
    island (Natural Earth draws its north and the UK bases apart), Aland with
    Finland.
"""
import argparse
import bz2
import json
import lzma
import math
import pathlib
import re
import struct
import sys
import warnings
import zlib

import numpy as np
import rdata
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, box

R, LAT0, LON0 = 6371007.181, 52.0, 10.0
# The view in metres of (E, N): Ireland to Cyprus, Crete to about 66 degrees N.
WEST, EAST, SOUTH, NORTH = -1_860_000, 2_220_000, -1_930_000, 1_580_000
WIDTH = 1000
SCALE = WIDTH / (EAST - WEST)
HEIGHT = round((NORTH - SOUTH) * SCALE)
OFFSET_X, OFFSET_Y = -WEST * SCALE, NORTH * SCALE
MARGIN = 6           # units kept outside the viewBox
TOLERANCE = 1.45      # units; coverage_simplify drops corners of less than its square
ISLAND_TOLERANCE = .7   # the same, for islands smaller than ISLAND_AREA
ISLAND_AREA = 250    # square units
SPECK = 2.8          # square units; islands below are dropped
LEFT_OUT = {"IS", "VA"}  # a sliver at the upper edge; less than a unit
GAP = .15            # units; slits between neighbours up to this wide are closed
KEEP = {"MT", "AD", "LI", "MC", "SM"}   # however small
CODES = {"KOS": "XK", "CYN": "CY", "ESB": "CY", "WSB": "CY", "CNM": "CY", "ALD": "FI"}

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "Sources/Compendium/Resources/assets/europe.svg"


def project(lon, lat):
    """Longitude and latitude in degrees to (x, y) of the map."""
    p, p0, d = np.radians(lat), math.radians(LAT0), np.radians(lon) - math.radians(LON0)
    k = np.sqrt(2 / (1 + math.sin(p0) * np.sin(p) + math.cos(p0) * np.cos(p) * np.cos(d)))
    e = R * k * np.cos(p) * np.sin(d)
    n = R * k * (math.cos(p0) * np.sin(p) - math.sin(p0) * np.cos(p) * np.cos(d))
    return OFFSET_X + SCALE * e, OFFSET_Y - SCALE * n


def unpack(chunk):
    """One entry of R's lazy-load data base: length, kind, compressed bytes."""
    kind = chunk[4:5]
    if kind == b"Z":
        filters = [{"id": lzma.FILTER_LZMA2, "preset": 9}]
        return lzma.decompress(chunk[5:], format=lzma.FORMAT_RAW, filters=filters)
    if kind == b"2":
        return bz2.decompress(chunk[5:])
    return zlib.decompress(chunk[4:])


def countries(root):
    """(code, rings in lon/lat) of every country in Natural Earth."""
    folder = root / "usr/lib/R/site-library/rnaturalearthdata/data"
    warnings.simplefilter("ignore")
    index = rdata.conversion.convert(rdata.parser.parse_data((folder / "Rdata.rdx").read_bytes()))
    start, size = (int(i) for i in index["variables"]["countries50"])
    chunk = (folder / "Rdata.rdb").read_bytes()[start:start + size]
    frame = rdata.conversion.convert(rdata.parser.parse_data(unpack(chunk)))
    for a3, a2, shape in zip(frame.data["adm0_a3"], frame.data["iso_a2"], frame.polygons):
        code = CODES.get(str(a3), str(a2))
        yield code, str(a3), [np.asarray(r.coords) for r in shape.Polygons]


def pieces(root):
    """Codes and projected polygons near the view. Natural Earth's borders share
    their points, which projecting them one by one keeps."""
    codes, polygons = [], []
    for code, a3, rings in countries(root):
        if code in LEFT_OUT:
            continue
        lon = np.concatenate([r[:, 0] for r in rings])
        lat = np.concatenate([r[:, 1] for r in rings])
        if lon.max() < -30 or lon.min() > 60 or lat.max() < 25:
            continue
        # A ring inside another one is its hole (San Marino's in Italy).
        outlines = [Polygon(r) for r in rings]
        outlines = [p if p.is_valid else p.buffer(0) for p in outlines]
        shape = Polygon()
        for p in sorted(outlines, key=lambda p: -p.area):
            shape = shape.symmetric_difference(p) if shape.contains(p.representative_point()) \
                else shape.union(p)
        for p in getattr(shape, "geoms", [shape]):
            west, south, east, north = p.bounds
            if east < -35 or west > 70 or north < 25:
                continue
            p = shapely.transform(p, lambda c: np.column_stack(project(c[:, 0], c[:, 1])))
            if p.intersects(box(-400, -400, WIDTH + 400, HEIGHT + 400)):
                if not re.fullmatch("[A-Z]{2}", code):
                    print("left out, has no code:", a3, file=sys.stderr)
                    continue
                codes.append(code)
                polygons.append(p)
    # Parts that were given to one country grow together (Cyprus).
    for code in sorted(set(CODES.values())):
        mine = [i for i, c in enumerate(codes) if c == code]
        whole = shapely.union_all([polygons[i].buffer(.05, join_style="mitre") for i in mine]) \
            .buffer(-.05, join_style="mitre") if code == "CY" \
            else shapely.union_all([polygons[i] for i in mine])
        codes = [c for i, c in enumerate(codes) if i not in mine]
        polygons = [p for i, p in enumerate(polygons) if i not in mine]
        for p in getattr(whole, "geoms", [whole]):
            codes.append(code)
            polygons.append(p)
    return codes, polygons


def matched(codes, polygons):
    """The same polygons with borders that match point for point. The source's
    don't all: where they differ by a hair, simplifying would tear them apart."""
    lines = shapely.union_all([p.boundary for p in polygons], grid_size=.02)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    tree = shapely.STRtree(polygons)
    mine = {}
    for face in faces:
        owners = tree.query(face.representative_point(), predicate="within")
        if len(owners) == 0 and face.area < GAP * face.length / 2:      # a slit
            near = tree.query(face.buffer(.05), predicate="intersects")
            owners = [max(near, key=lambda i: face.buffer(.05).intersection(polygons[i]).area)]
        if len(owners):
            mine.setdefault(min(owners, key=lambda i: polygons[i].area), []).append(face)
    found = [(codes[i], p) for i in sorted(mine)
             for p in shapely.get_parts(shapely.coverage_union_all(mine[i]))]
    polygons = [p for _, p in found]
    if not shapely.coverage_is_valid(polygons):
        print("the borders don't all match", file=sys.stderr)
    return [c for c, _ in found], polygons


def simplify(codes, polygons):
    """The same polygons with fewer points, by country, cut to the view."""
    coarse = shapely.coverage_simplify(polygons, TOLERANCE)
    fine = shapely.coverage_simplify(polygons, ISLAND_TOLERANCE)
    tree = shapely.STRtree(polygons)
    frame = box(-MARGIN, -MARGIN, WIDTH + MARGIN, HEIGHT + MARGIN)
    result = {}
    for i, (code, p) in enumerate(zip(codes, polygons)):
        island = len(tree.query(p, predicate="intersects")) == 1
        if island and p.area < SPECK and code not in KEEP:
            continue
        if code == "MT":
            q = p
        else:
            q = fine[i] if island and p.area < ISLAND_AREA else coarse[i]
        q = shapely.make_valid(q).intersection(frame)
        for part in getattr(q, "geoms", [q]):
            if part.geom_type == "Polygon" and not part.is_empty:
                result.setdefault(code, []).append(part)
    return result


def number(tenths):
    s = f"{abs(tenths) // 10}" if abs(tenths) >= 10 or tenths == 0 else ""
    if tenths % 10:
        s += f".{abs(tenths) % 10}"
    return ("-" if tenths < 0 else "") + s


def joined(numbers):
    """SVG numbers in as few characters as the grammar allows every reader."""
    out = ""
    for n in numbers:
        s = number(n)
        out += s if not out or s[0] == "-" else " " + s
    return out


def path(polygons):
    """One path of closed rings; relative steps between points rounded to 0.1,
    so that errors don't add up."""
    out, at = "", (0, 0)
    for polygon in sorted(polygons, key=lambda p: -p.area):
        for ring in [polygon.exterior, *polygon.interiors]:
            points = []
            for x, y in ring.coords[:-1]:
                p = (round(x * 10), round(y * 10))
                if not points or points[-1] != p:
                    points.append(p)
            if len(set(points)) < 3:
                continue
            first = points[0]
            out += ("m" if out else "M") + joined([first[0] - at[0], first[1] - at[1]])
            steps = []
            for a, b in zip(points, points[1:]):
                steps += [b[0] - a[0], b[1] - a[1]]
            out += "l" + joined(steps) + "z"
            at = first      # where `z` leaves the pen
    return out


def parsed(text):
    """The shape that a written path draws (evenodd)."""
    shape, at = Polygon(), (0.0, 0.0)
    for start, rest in re.findall(r"[Mm]([^l]*)l([^z]*)z", text):
        dx, dy = map(float, re.findall(r"-?\d*\.?\d+", start))
        at = (at[0] + dx, at[1] + dy)
        points, steps = [at], list(map(float, re.findall(r"-?\d*\.?\d+", rest)))
        for dx, dy in zip(steps[::2], steps[1::2]):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        shape = shape.symmetric_difference(Polygon(points).buffer(0))
    return shape


def check(data, cities):
    worst = 0
    shapes = {c["code"]: parsed(c["path"]) for c in data["countries"]}
    for city in cities:
        x, y = project(city["longitude"], city["latitude"])
        place = Point(x, y)
        off = shapes[city["country"]].distance(place)
        worst = max(worst, off)
        if off:
            there = [code for code, s in shapes.items() if s.contains(place)]
            print(f"{city['name']} ({city['country']}) at {x:.1f} {y:.1f}: "
                  f"{off:.2f} units off, in {there or 'the sea'}")
        if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
            sys.exit(f"{city['name']} is outside the view")
    print(f"{len(cities)} cities checked, at most {worst:.2f} units off their country")
    return worst <= 1.5


def preview(data, cities, file):
    places = {c["country"] for c in cities}
    shapes = "".join(
        f'<path d="{c["path"]}" fill="{"#f3e3c3" if c["code"] in places else "#e6e6e0"}"/>'
        for c in data["countries"])
    dots = "".join(
        '<circle cx="{:.1f}" cy="{:.1f}" r="3.5" fill="#b3261e" stroke="#fff"/>'.format(
            *project(c["longitude"], c["latitude"])) for c in cities)
    file.write_text(
        f'<!doctype html><meta charset="utf-8"><body style="margin:0"><svg '
        f'viewBox="0 0 {data["width"]} {data["height"]}" width="100%" '
        f'style="background:#cfe3ee;display:block"><g fill-rule="evenodd" stroke="#8a8a80" '
        f'stroke-width=".6" stroke-linejoin="round">{shapes}</g>{dots}</svg>')


def main():
    parser = argparse.ArgumentParser(description="Make the outlines of the map of Europe.")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path("/"),
                        help="where the Debian package is installed or unpacked")
    parser.add_argument("--out", type=pathlib.Path, default=OUT)
    parser.add_argument("--check", type=pathlib.Path, help="a cities.json")
    parser.add_argument("--preview", type=pathlib.Path, help="an HTML file to write")
    args = parser.parse_args()

    codes, polygons = matched(*pieces(args.root))
    paths = {code: path(parts) for code, parts in simplify(codes, polygons).items()}
    data = {
        "source": "Natural Earth 1:50m, public domain",
        "projection": "EPSG:3035 LAEA, lat0 52, lon0 10",
        "radius": R, "lat0": LAT0, "lon0": LON0,
        "width": WIDTH, "height": HEIGHT, "scale": SCALE,
        "offset_x": OFFSET_X, "offset_y": OFFSET_Y,
        "countries": [{"code": c, "path": paths[c]} for c in sorted(paths) if paths[c]],
    }
    rows = "\n".join(f'<path d="{c["path"]}"/>' for c in data["countries"])
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {data["width"]} {data["height"]}">'
        "<!-- Natural Earth 1:50m, public domain. Made by Tools/make_outlines.py -->\n"
        f'<g id="land" fill-rule="evenodd">\n{rows}\n</g></svg>\n')
    print(f"{args.out}: {args.out.stat().st_size} bytes, {len(data['countries'])} countries")
    cities = json.loads(args.check.read_text()) if args.check else []
    if args.preview:
        preview(data, cities, args.preview)
    if cities and not check(data, cities):
        sys.exit(1)


if __name__ == "__main__":
    main()
