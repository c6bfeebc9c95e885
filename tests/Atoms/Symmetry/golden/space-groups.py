# python3 space-groups.py | sort -n > space-groups.txt    (spglib 2.0.2)
# By line: number; symbol; generators of its operations in the standard setting, centring among them; their number.
import fractions
import numpy as np
import spglib


def key(op):
    return tuple(op[0].ravel()) + tuple(int(round(x * 24)) % 24 for x in op[1])


def triplet(op):
    parts = []
    for row, shift in zip(op[0], op[1]):
        text = ''
        for factor, letter in zip(row, 'xyz'):
            if factor:
                text += ('-' if factor < 0 else '+' if text else '') + letter
        f = fractions.Fraction(int(round(shift * 24)) % 24, 24)
        parts.append(text + ('+%s' % f if f else ''))
    return ','.join(parts)


def generated(generators):
    found = {key((np.eye(3, dtype=int), np.zeros(3))): (np.eye(3, dtype=int), np.zeros(3))}
    queue = list(found.values())
    while queue:
        op = queue.pop()
        for g in generators:
            new = (g[0] @ op[0], (g[0] @ op[1] + g[1]) % 1)
            if key(new) not in found:
                found[key(new)] = new
                queue.append(new)
    return found


seen = set()
for hall in range(1, 531):
    kind = spglib.get_spacegroup_type(hall)
    if kind['number'] in seen:
        continue
    seen.add(kind['number'])
    database = spglib.get_symmetry_from_database(hall)
    ops = sorted(zip(database['rotations'], database['translations']), key=lambda op: key(op))
    generators, group = [], generated([])
    for op in ops:
        if key(op) not in group:
            generators.append(op)
            group = generated(generators)
    print(kind['number'], kind['international_short'], ' '.join(triplet(g) for g in generators), len(ops), sep=';')
