using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Repulsion integrals (pq|rs) over correlated (o) and virtual (v) orbitals, by class, and orbital energies.</summary>
internal sealed class OrbitalIntegrals
{
    public OrbitalIntegrals(ClosedShell shell, Team team)
    {
        var (o, v) = (shell.Occupied, shell.Virtual);
        var pairs = new OrbitalPairs(shell.Molecule.Functions, shell.Coefficients(0, o + v));
        (Occupied, Virtual, Energies) = (o, v, shell.Energies);
        var all = new PairIntegrals(Transformation.Integrals(shell.Molecule, pairs, pairs, team), pairs.Count);
        Garbage.Collect(Transformation.Bytes(shell.Molecule.Functions, pairs.Count, pairs.Count));
        Oooo = Part(all, "oooo");
        Ovoo = Part(all, "ovoo");
        Oovv = Part(all, "oovv");
        Ovov = Part(all, "ovov");
        Ovvv = Part(all, "ovvv");
        Ladder = new(all, o, v);
    }

    public int Occupied { get; }

    public int Virtual { get; }

    public double[] Energies { get; }

    public Tensor Oooo { get; }

    public Tensor Ovoo { get; }

    public Tensor Oovv { get; }

    public Tensor Ovov { get; }

    public Tensor Ovvv { get; }

    public ParticleLadder Ladder { get; }

    /// <summary>Bytes at the peak, while they are made.</summary>
    public static double Bytes(double n, double o, double v)
    {
        double m = o + v, pairs = m * (m + 1) / 2;
        return Math.Max(Transformation.Bytes(n, pairs, pairs), sizeof(double) * pairs * pairs + Held(o, v));
    }

    /// <summary>Bytes once they are made.</summary>
    public static double Held(double o, double v) => ParticleLadder.Bytes(v) + sizeof(double) * (o * v * v * v + 2 * o * o * v * v + o * o * o * v + o * o * o * o);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    Tensor Part(PairIntegrals all, string spaces)
    {
        var first = spaces.Select(s => s == 'o' ? 0 : Occupied).ToArray();
        var part = new Tensor([.. spaces.Select(s => s == 'o' ? Occupied : Virtual)]);
        var (n, at) = (part.Shape, 0);
        for (var p = first[0]; p < first[0] + n[0]; p++)
        {
            for (var q = first[1]; q < first[1] + n[1]; q++)
            {
                var row = all.Row(p, q);
                for (var r = first[2]; r < first[2] + n[2]; r++)
                {
                    for (var s = first[3]; s < first[3] + n[3]; s++)
                        part.Data[at++] = row[PairIntegrals.Pair(r, s)];
                }
            }
        }
        return part;
    }
}
