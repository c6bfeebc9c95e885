# python3 band-paths.py > band-paths.txt    (ASE 3.22.1)
# By line: lattice; primitive vectors, Å; path; distance of each of its points from Γ, Å⁻¹ without 2π.
from ase.lattice import *
import numpy as np

for lattice in [CUB(3), FCC(4), BCC(3), TET(3, 4), BCT(4, 3), BCT(3, 4), ORC(3, 4, 5), ORCF(2, 4, 5), ORCF(3.5, 4, 5), ORCF(1 / np.sqrt(1 / 16 + 1 / 25), 4, 5), ORCI(3, 4, 5), ORCC(3, 4, 5),
                HEX(3, 5), RHL(4, 70), RHL(4, 100), MCL(3, 4, 5, 75), MCL(6, 4, 5, 70),
                MCLC(3, 4, 5, 75), MCLC(4 * np.sin(np.radians(75)), 4, 5, 75), MCLC(5, 3, 4, 75), MCLC(4 * np.sin(np.radians(70)) / np.sqrt(1 - 0.8 * np.cos(np.radians(70))), 4, 5, 70),
                MCLC(4.1, 4, 5, 68), TRI(3, 4, 5, 70, 80, 85), TRI(3, 4, 5, 95, 100, 93)]:
    cell = lattice.tocell()
    points = lattice.get_special_points()
    path = lattice.bandpath(npoints=0).path
    labels, at = [], 0
    while at < len(path):
        digits = 1 if at + 1 < len(path) and path[at + 1].isdigit() else 0
        labels.append(path[at:at + 1 + digits])
        at += 1 + digits
    text = '-'.join(labels).replace('-,-', '|').replace('G', 'Γ')
    if lattice.variant in ('BCT2',):
        text = text.replace('S', 'Σ')
    norms = [np.linalg.norm(points[l] @ cell.reciprocal()) for l in labels if l != ',']
    print(lattice.variant, ' '.join('%.15g' % x for x in np.array(cell).ravel()), text, ' '.join('%.12g' % n for n in norms), sep=';')
