using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Dispersion;

namespace Athanor.Potentials.Tests.Dispersion;

/// <summary>The energy of the D3 method as its papers write it: loops over atoms and images, C6 as a double sum over references, nothing shared with the fast code but the published tables.</summary>
static class SlowDispersion
{
    /// <param name="likeProgram">With the images that s-dftd3 takes: fewer, where atoms of the cell are far apart in it.</param>
    /// <returns>eV.</returns>
    internal static double Energy(Structure structure, DispersionSettings settings, bool likeProgram = false)
    {
        var atoms = structure.Elements.ToArray();
        Vec3[] positions = [.. structure.Positions.Select(r => 1 / Units.Bohr * r)];
        double pair = settings.PairCutoff / Units.Bohr, triple = settings.TripleCutoff / Units.Bohr, counted = settings.CoordinationCutoff / Units.Bohr;
        var images = Images(structure, Math.Max(pair, Math.Max(triple, counted)), likeProgram);
        var countedImages = Images(structure, counted, likeProgram);
        var n = atoms.Length;

        var coordination = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                foreach (var r in Distances(positions[j] - positions[i], countedImages, counted))
                    coordination[i] += 1 / (1 + Math.Exp(-16 * ((DispersionTables.CovalentRadius(atoms[i]) + DispersionTables.CovalentRadius(atoms[j])) / r - 1)));
            }
        }

        double C6(int i, int j)
        {
            var (above, below) = (0.0, 0.0);
            for (var a = 0; a < DispersionTables.ReferenceCount(atoms[i]); a++)
            {
                for (var b = 0; b < DispersionTables.ReferenceCount(atoms[j]); b++)
                {
                    var weight = Math.Exp(-4 * (Math.Pow(coordination[i] - DispersionTables.Coordination(atoms[i], a), 2) + Math.Pow(coordination[j] - DispersionTables.Coordination(atoms[j], b), 2)));
                    above += weight * DispersionTables.C6(atoms[i], a, atoms[j], b);
                    below += weight;
                }
            }
            return above / below;
        }

        var c6 = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                c6[i, j] = C6(i, j);
        }
        var energy = 0.0;
        var d = settings.Damping;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var c8 = 3 * c6[i, j] * DispersionTables.MomentRatio(atoms[i]) * DispersionTables.MomentRatio(atoms[j]);
                var radius = d.A1 * Math.Sqrt(c8 / c6[i, j]) + d.A2;
                foreach (var r in Distances(positions[j] - positions[i], images, pair))
                    energy -= 0.5 * Ending(r, settings) * (d.S6 * c6[i, j] / (Math.Pow(r, 6) + Math.Pow(radius, 6)) + d.S8 * c8 / (Math.Pow(r, 8) + Math.Pow(radius, 8)));
            }
        }
        if (settings.ThreeBody)
            energy += Triples(atoms, positions, images, triple, c6);
        return Units.Hartree * energy;
    }

    static double Triples(Element[] atoms, Vec3[] positions, List<Vec3> images, double cutoff, double[,] c6)
    {
        var energy = 0.0;
        for (var i = 0; i < atoms.Length; i++)
        {
            List<(int Atom, Vec3 Point)> near = [.. Enumerable.Range(0, atoms.Length)
                .SelectMany(j => images.Select(t => (j, positions[j] + t - positions[i])))
                .Where(p => p.Item2.Length > 1e-6 && p.Item2.Length <= cutoff)];
            for (var a = 0; a < near.Count; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    var ((j, p), (k, q)) = (near[a], near[b]);
                    double rij = p.Length, rik = q.Length, rjk = (p - q).Length;
                    if (rjk > cutoff)
                        continue;
                    double Cosine(double opposite, double one, double other) => (one * one + other * other - opposite * opposite) / (2 * one * other);
                    var product = rij * rik * rjk;
                    var cosines = Cosine(rij, rik, rjk) * Cosine(rik, rij, rjk) * Cosine(rjk, rij, rik);
                    var radii = Math.Pow(4.0 / 3, 3) * DispersionTables.CutoffRadius(atoms[i], atoms[j]) * DispersionTables.CutoffRadius(atoms[i], atoms[k]) * DispersionTables.CutoffRadius(atoms[j], atoms[k]);
                    var damping = 1 / (1 + 6 * Math.Pow(Math.Cbrt(product) / Math.Cbrt(radii), -16));
                    energy += Math.Sqrt(c6[i, j] * c6[i, k] * c6[j, k]) * (3 * cosines + 1) / Math.Pow(product, 3) * damping / 3;
                }
            }
        }
        return energy;
    }

    static double Ending(double r, DispersionSettings settings)
    {
        if (settings.SwitchStart is not { } start || r * Units.Bohr < start)
            return 1;
        var x = (settings.PairCutoff - r * Units.Bohr) / (settings.PairCutoff - start);
        return x * x * x * (10 - 15 * x + 6 * x * x);
    }

    static IEnumerable<double> Distances(Vec3 edge, List<Vec3> images, double cutoff) => images.Select(t => (edge + t).Length).Where(r => r > 1e-6 && r <= cutoff);

    /// <summary>Lattice vectors by which two atoms of the cell may see one another, Bohr.</summary>
    static List<Vec3> Images(Structure structure, double reach, bool likeProgram)
    {
        if (structure.Cell is not { } cell || !structure.Periodic.Any)
            return [Vec3.Zero];
        Vec3[] inside = [.. structure.Positions.Select(cell.ToFractional)];
        int Times(int d) => structure.Periodic[d] ? (int)Math.Ceiling(reach * Units.Bohr / cell.Heights[d] + (likeProgram ? 0 : inside.Max(f => f[d]) - inside.Min(f => f[d]))) : 0;
        var (a, b, c) = (Times(0), Times(1), Times(2));
        return [.. from i in Enumerable.Range(-a, 2 * a + 1) from j in Enumerable.Range(-b, 2 * b + 1) from k in Enumerable.Range(-c, 2 * c + 1) select 1 / Units.Bohr * (new Vec3(i, j, k) * cell.Vectors)];
    }
}
