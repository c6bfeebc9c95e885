import math, random, sys
# Two hydrogen peroxide molecules; the same placements with like and with unlike hands.
def molecule(rng, hand):
    oo, oh = rng.gauss(1.45, 0.03), [rng.gauss(0.97, 0.02) for _ in (0, 1)]
    angle = [math.radians(rng.gauss(100, 4)) for _ in (0, 1)]
    dihedral = math.radians(rng.gauss(115, 12)) * hand
    o = [(0, 0, -oo / 2), (0, 0, oo / 2)]
    h = []
    for k, (sign, az) in enumerate(((1, -dihedral / 2), (-1, dihedral / 2))):
        x, z = oh[k] * math.sin(angle[k]), oh[k] * math.cos(angle[k])
        h.append((x * math.cos(az), x * math.sin(az), o[k][2] + sign * z))
    return list(zip("OOHH", o + h))
def rotation(rng):
    q = [rng.gauss(0, 1) for _ in range(4)]
    n = math.sqrt(sum(c * c for c in q)); w, x, y, z = (c / n for c in q)
    return [[1-2*(y*y+z*z), 2*(x*y-w*z), 2*(x*z+w*y)], [2*(x*y+w*z), 1-2*(x*x+z*z), 2*(y*z-w*x)], [2*(x*z-w*y), 2*(y*z+w*x), 1-2*(x*x+y*y)]]
def turned(r, v): return tuple(sum(r[i][k] * v[k] for k in range(3)) for i in range(3))
def pair(seed, hands):
    # The same numbers are drawn for all hands: only signs of dihedrals differ.
    rng = random.Random(seed)
    a, b = molecule(rng, hands[0]), molecule(rng, hands[1])
    r, d = rotation(rng), rng.uniform(2.8, 4.0)
    u = rotation(rng); s = tuple(d * u[i][0] for i in range(3))
    return a + [(e, tuple(p + q for p, q in zip(turned(r, v), s))) for e, v in b]
def close(atoms):
    return min(math.dist(p, q) / (1.0 if "H" in (e, f) else 1.3) for e, p in atoms[:4] for f, q in atoms[4:]) < 1.7
def write(f, atoms, info):
    f.write("%d\nProperties=species:S:1:pos:R:3 pbc=\"F F F\" %s\n" % (len(atoms), info))
    for e, p in atoms: f.write("%s %.6f %.6f %.6f\n" % ((e,) + tuple(p)))
n, m = int(sys.argv[1]), int(sys.argv[2])
with open("train0.xyz", "w") as f:
    seed = k = 0
    while k < n:
        seed += 1; h = (1 if seed % 2 else -1, 1 if seed // 2 % 2 else -1)
        p = pair(seed, h)
        if not close(p): write(f, p, "config_type=%s" % ("like" if h[0] == h[1] else "unlike")); k += 1
with open("test0.xyz", "w") as f:
    seed = 10**6; k = 0
    while k < m:
        seed += 1; p, q = pair(seed, (1, 1)), pair(seed, (1, -1))
        if close(p) or close(q): continue
        write(f, p, "config_type=like"); write(f, q, "config_type=unlike"); k += 1
