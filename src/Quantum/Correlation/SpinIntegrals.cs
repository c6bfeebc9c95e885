using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Antisymmetrised repulsion integrals ⟨pq‖rs⟩ = (pr|qs) − (ps|qr) over the correlated (o) and virtual (v) orbitals of both spins, by class, and orbital energies.</summary>
internal sealed class SpinIntegrals
{
    readonly OpenShell _shell;

    public SpinIntegrals(OpenShell shell, Team team)
    {
        _shell = shell;
        Oooo = new(Space, "oooo", true, true);
        Ooov = new(Space, "ooov", first: true);
        Oovv = new(Space, "oovv", true, true);
        Ovov = new(Space, "ovov");
        Ovvv = new(Space, "ovvv", last: true);
        Ladder = new(Space);
        var molecule = shell.Molecule;
        OrbitalPairs alpha = new(molecule.Functions, shell.Coefficients('α')), beta = new(molecule.Functions, shell.Coefficients('β'));
        var (ofAlpha, ofBeta) = Transformation.Halves(molecule, alpha, beta, team);
        Spread('α', 'α', ofAlpha, alpha, alpha, team);
        Spread('β', 'β', ofBeta, beta, beta, team);
        Spread('α', 'β', ofBeta, alpha, beta, team);
    }

    public SpinSpace Space => _shell.Space;

    public SpinTensor Oooo { get; }

    public SpinTensor Ooov { get; }

    public SpinTensor Oovv { get; }

    public SpinTensor Ovov { get; }

    public SpinTensor Ovvv { get; }

    public SpinLadder Ladder { get; }

    /// <summary>Energies of the orbitals of a spin, occupied first, Eh.</summary>
    public double[] Energies(char spin) => _shell.Energies(spin);

    /// <summary>Bytes at the peak, while they are made.</summary>
    public static double Bytes(double n, SpinSpace s)
    {
        double Pairs(double m) => m * (m + 1) / 2;
        double a = Pairs(s.OccupiedAlpha + s.VirtualAlpha), b = Pairs(s.OccupiedBeta + s.VirtualBeta), halves = sizeof(double) * Pairs(n) * (a + b);
        return halves + Math.Max(FunctionIntegrals.Bytes(n), sizeof(double) * Math.Max(a, b) * Math.Max(a, b) + Held(s));
    }

    /// <summary>Bytes once they are made.</summary>
    public static double Held(SpinSpace s)
    {
        double o = s.OccupiedAlpha, v = s.VirtualBeta;
        return SpinLadder.Bytes(s) + sizeof(double) * (4 * o * v * v * v + 9 * o * o * v * v + 4 * o * o * o * v + 3 * o * o * o * o);
    }

    /// <summary>Makes (pq|rs) with p, q of one spin and r, s of another, and takes them apart into all blocks that they belong to.</summary>
    void Spread(char one, char two, double[] half, OrbitalPairs bra, OrbitalPairs ket, Team team)
    {
        Garbage.Collect(sizeof(double) * (double)bra.Count * ket.Count);
        var coulomb = new PairIntegrals(Transformation.Whole(_shell.Molecule, half, bra, ket, team), ket.Count);
        foreach (var (spaces, tensor) in new[] { ("oooo", Oooo), ("ooov", Ooov), ("oovv", Oovv), ("ovov", Ovov), ("ovvv", Ovvv) })
        {
            foreach (var (spins, block) in tensor.Blocks)
            {
                var forward = spins[..2] == $"{one}{two}";
                if (forward || spins[..2] == $"{two}{one}")
                    Add(block, spaces, spins, coulomb, forward);
            }
        }
        Ladder.Fill(one, two, coulomb);
    }

    /// <summary>Adds (pr|qs), where spins allow it, less (ps|qr), where they do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Add(Tensor to, string spaces, string spins, PairIntegrals coulomb, bool forward)
    {
        var first = spaces.Select((space, axis) => space == 'o' ? 0 : Space.Size('o', spins[axis])).ToArray();
        bool direct = spins[0] == spins[2], exchanged = spins[0] == spins[3];
        double Of(int p, int q, int r, int s) => forward ? coulomb[p, q, r, s] : coulomb[r, s, p, q];
        var (n, at) = (to.Shape, 0);
        for (var p = first[0]; p < first[0] + n[0]; p++)
        {
            for (var q = first[1]; q < first[1] + n[1]; q++)
            {
                for (var r = first[2]; r < first[2] + n[2]; r++)
                {
                    for (var s = first[3]; s < first[3] + n[3]; s++)
                        to.Data[at++] += (direct ? Of(p, r, q, s) : 0) - (exchanged ? Of(p, s, q, r) : 0);
                }
            }
        }
    }
}
