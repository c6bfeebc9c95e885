#!/usr/bin/env python3
"""Make methanol.xyz: methanol (CH3OH) geometries with DFT energies and forces.

1. Geometries: Langevin dynamics (BAOAB splitting) of one free molecule on the
   GFN2-xTB surface at 300, 600 and 1000 K, one frame every SAMPLE steps.
2. Labels: PBE/def2-SVP energy and gradient of each frame with Psi4
   (exact integrals, no density fitting; fixed axes and origin).
3. Output: one extended-XYZ file (eV, eV/Angstrom, Angstrom); first the
   isolated atoms H, C, O at the same level, then all frames in random order.

Usage:
    python3 make_methanol.py                 writes methanol.xyz  (303 frames)
    python3 make_methanol.py --frames 5      fewer frames per temperature
    python3 make_methanol.py --check         finite-difference test of the forces
                                             in an existing methanol.xyz

Needs: numpy, the `xtb` executable on PATH, Psi4 (as `import psi4`, or the
`psi4` executable on PATH, which is asked where its Python module is).
One thread.  Everything random is drawn from generators with a fixed seed.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

# One thread, for the time's sake and for repeatable sums; before numpy loads.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import numpy as np

# ---- constants (CODATA 2018) ------------------------------------------------
HARTREE = 27.211386245988            # eV
BOHR = 0.529177210903                # Angstrom
KB = 8.617333262e-5                  # eV/K
# 1 eV/(Angstrom u) in Angstrom/fs^2, 0.0096485: divides forces by masses
ACC = 1.602176634e-19 / 1.66053906660e-27 * 1e-10

# ---- what is made -----------------------------------------------------------
SEED = 20240607
TEMPERATURES = (300, 600, 1000)      # K
FRAMES = 100                         # per temperature
DT = 0.5                             # fs
FRICTION = 0.02                      # 1/fs (a memory of 50 fs)
EQUILIBRATE = 1000                   # steps before the first frame is taken
SAMPLE = 100                         # steps between frames (50 fs)
METHOD = "pbe/def2-svp"
PSI4_OPTIONS = {
    "scf_type": "pk",                # exact four-centre integrals
    "e_convergence": 1e-9,
    "d_convergence": 1e-8,
    "dft_radial_points": 75,
    "dft_spherical_points": 434,
}
MULTIPLICITY = {"H": 2, "C": 3, "O": 3}
OUTPUT = "methanol.xyz"

SPECIES = ["C", "O", "H", "H", "H", "H"]
MASS = np.array([12.011, 15.999, 1.008, 1.008, 1.008, 1.008])
START = np.array([                   # a staggered methanol, Angstrom
    [-0.0466, 0.6628, 0.0000],
    [-0.0466, -0.7580, 0.0000],
    [0.8670, -1.0570, 0.0000],
    [-1.0870, 0.9760, 0.0000],
    [0.4380, 1.0710, 0.8890],
    [0.4380, 1.0710, -0.8890],
])


# ---- molecular dynamics with xtb -------------------------------------------
def xtb_forces(positions, folder):
    """Forces (eV/Angstrom) on the GFN2-xTB surface."""
    with open(os.path.join(folder, "coord"), "w") as f:
        f.write("$coord\n")
        for s, r in zip(SPECIES, positions / BOHR):
            f.write("%.12f %.12f %.12f %s\n" % (*r, s.lower()))
        f.write("$end\n")
    path = os.path.join(folder, "gradient")
    if os.path.exists(path):
        os.remove(path)
    subprocess.run(["xtb", "coord", "--gfn", "2", "--grad"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(path) as f:
        lines = [l.split() for l in f if not l.startswith("$")]
    gradient = np.array(lines[-len(SPECIES):], dtype=float)      # Hartree/Bohr
    return -gradient * (HARTREE / BOHR)


def random_rotation(rng):
    q = rng.normal(size=4)
    w, x, y, z = q / np.linalg.norm(q)
    return np.array([
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)]])


def sample(temperature, count, rng):
    """`count` geometries from a Langevin trajectory, and its mean kinetic temperature."""
    m = MASS[:, None]
    sigma = np.sqrt(KB * temperature * ACC / m)                  # Angstrom/fs
    c = np.exp(-FRICTION * DT)
    r = START @ random_rotation(rng).T
    v = sigma * rng.normal(size=r.shape)
    frames, kinetic = [], []
    with tempfile.TemporaryDirectory() as folder:
        f = xtb_forces(r, folder)
        for step in range(EQUILIBRATE + SAMPLE * (count - 1) + 1):
            v += 0.5 * DT * ACC * f / m                                      # B
            r = r + 0.5 * DT * v                                             # A
            v = c * v + np.sqrt(1 - c * c) * sigma * rng.normal(size=r.shape)  # O
            r = r + 0.5 * DT * v                                             # A
            f = xtb_forces(r, folder)
            v += 0.5 * DT * ACC * f / m                                      # B
            if step >= EQUILIBRATE:
                kinetic.append((m * v * v).sum() / (v.size * KB * ACC))
                if (step - EQUILIBRATE) % SAMPLE == 0:
                    centre = (m * r).sum(0) / MASS.sum()
                    frames.append(np.round(r - centre, 8))       # exactly what is written
    return frames, np.mean(kinetic)


# ---- labels with Psi4 -------------------------------------------------------
def load_psi4():
    try:
        import psi4
    except ImportError:
        # An installed Psi4 prints two export lines that name its Python module.
        text = subprocess.run(["psi4", "--psiapi-path"], check=True, text=True,
                              stdout=subprocess.PIPE).stdout
        sys.path.insert(0, re.search(r"PYTHONPATH=([^:\s]+)", text).group(1))
        import psi4
    psi4.core.set_output_file(os.devnull, False)
    psi4.set_num_threads(1)
    return psi4


def molecule(psi4, species, positions, multiplicity):
    # Bohr, so that only the constants above convert lengths.  Without the last
    # three keywords Psi4 would move the molecule to its own axes.
    lines = ["0 %d" % multiplicity]
    lines += ["%s %.12f %.12f %.12f" % (s, *r) for s, r in zip(species, positions / BOHR)]
    return psi4.geometry("\n".join(lines + ["units bohr", "no_reorient", "no_com", "symmetry c1"]))


def energy(psi4, species, positions, multiplicity=1):
    """Total energy, eV; unrestricted for open shells."""
    psi4.set_options({**PSI4_OPTIONS, "reference": "rks" if multiplicity == 1 else "uks"})
    mol = molecule(psi4, species, positions, multiplicity)
    result = psi4.energy(METHOD, molecule=mol) * HARTREE
    psi4.core.clean()
    return result


def label(psi4, species, positions):
    """Total energy (eV) and forces (eV/Angstrom) of a closed-shell molecule."""
    psi4.set_options({**PSI4_OPTIONS, "reference": "rks"})
    mol = molecule(psi4, species, positions, 1)
    gradient, wfn = psi4.gradient(METHOD, molecule=mol, return_wfn=True)
    result = wfn.energy() * HARTREE, -np.array(gradient) * (HARTREE / BOHR)
    psi4.core.clean()
    return result


# ---- extended XYZ -----------------------------------------------------------
def write_frame(f, species, positions, forces, e, kind):
    f.write("%d\n" % len(species))
    f.write('Properties=species:S:1:pos:R:3:forces:R:3 energy=%.8f config_type=%s pbc="F F F"\n'
            % (e, kind))
    for s, r, g in zip(species, positions, forces + 0.0):
        f.write("%-2s %13.8f %13.8f %13.8f %13.8f %13.8f %13.8f\n" % (s, *r, *g))


def read_frames(path):
    frames = []
    with open(path) as f:
        while line := f.readline():
            header = f.readline()
            rows = [f.readline().split() for _ in range(int(line))]
            data = np.array([row[1:] for row in rows], dtype=float)
            frames.append((re.search(r"config_type=(\S+)", header).group(1),
                           float(re.search(r"energy=(\S+)", header).group(1)),
                           [row[0] for row in rows], data[:, :3], data[:, 3:]))
    return frames


def check(psi4, path):
    """Central differences of the energy against the written forces, one 1000 K frame."""
    kind, e, species, r, forces = next(x for x in read_frames(path) if x[0] == "1000K")
    h = 0.005                                                    # Angstrom
    numeric = np.zeros_like(r)
    for index in np.ndindex(r.shape):
        shift = np.zeros_like(r)
        shift[index] = h
        numeric[index] = -(energy(psi4, species, r + shift) - energy(psi4, species, r - shift)) / (2 * h)
    worst = 1000 * np.abs(numeric - forces).max()
    print("energy again: differs by %.4f meV" % (1000 * abs(energy(psi4, species, r) - e)))
    print("largest force component %.3f eV/A; largest |finite difference - written| %.3f meV/A"
          % (np.abs(forces).max(), worst))
    print("PASS" if worst < 5 else "FAIL")
    return worst < 5


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--frames", type=int, default=FRAMES, help="per temperature")
    parser.add_argument("--output", default=OUTPUT)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    psi4 = load_psi4()
    if args.check:
        sys.exit(0 if check(psi4, args.output) else 1)

    frames = []
    for i, t in enumerate(TEMPERATURES):
        geometries, mean = sample(t, args.frames, np.random.default_rng([SEED, i]))
        frames += [("%dK" % t, r) for r in geometries]
        print("%d K: %d frames, mean kinetic temperature %.0f K" % (t, len(geometries), mean), flush=True)
    order = np.random.default_rng([SEED, len(TEMPERATURES)]).permutation(len(frames))

    partial = args.output + ".part"
    with open(partial, "w") as f:
        origin = np.zeros((1, 3))
        for s, multiplicity in MULTIPLICITY.items():
            e = energy(psi4, [s], origin, multiplicity)
            write_frame(f, [s], origin, origin, e, "isolated")
            print("isolated %s, multiplicity %d: %.6f eV" % (s, multiplicity, e), flush=True)
        for done, index in enumerate(order, 1):
            kind, r = frames[index]
            e, forces = label(psi4, SPECIES, r)
            write_frame(f, SPECIES, r, forces, e, kind)
            if done % 25 == 0:
                print("labelled %d of %d" % (done, len(order)), flush=True)
    os.replace(partial, args.output)


if __name__ == "__main__":
    main()
