using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Antisymmetrised repulsion integrals ⟨pq‖rs⟩ = (pr|qs) − (ps|qr) over the correlated (o) and virtual (v) orbitals of both spins, by class, and orbital energies.</summary>
internal sealed class SpinIntegrals
{
    readonly OpenShell _shell;
    readonly Team _team;

    public SpinIntegrals(OpenShell shell, Team team)
    {
        (_shell, _team) = (shell, team);
        Oooo = new(Space, "oooo", true, true);
        Ooov = new(Space, "ooov", first: true);
        Oovv = new(Space, "oovv", true, true);
        Ovov = new(Space, "ovov");
        Ovvv = new(Space, "ovvv", last: true);
        Vvvv = new(Space, "vvvv", true, true);
        foreach (var (one, two) in new[] { ('α', 'α'), ('β', 'β'), ('α', 'β') })
            Spread(one, two);
    }

    public SpinSpace Space => _shell.Space;

    public SpinTensor Oooo { get; }

    public SpinTensor Ooov { get; }

    public SpinTensor Oovv { get; }

    public SpinTensor Ovov { get; }

    public SpinTensor Ovvv { get; }

    public SpinTensor Vvvv { get; }

    /// <summary>Energies of the orbitals of a spin, occupied first, Eh.</summary>
    public double[] Energies(char spin) => _shell.Energies(spin);

    /// <summary>Bytes at the peak, while they are made.</summary>
    public static double Bytes(double n, SpinSpace space)
    {
        double a = space.OccupiedAlpha + space.VirtualAlpha, v = space.VirtualAlpha, o = space.OccupiedAlpha;
        return Transformation.Bytes(n, a, a, a, a) + sizeof(double) * (3 * v * v * v * v + 4 * o * v * v * v);
    }

    /// <summary>Takes (pq|rs) with p, q of one spin and r, s of another apart into all blocks that they belong to.</summary>
    void Spread(char one, char two)
    {
        double[] c1 = _shell.Coefficients(one), c2 = _shell.Coefficients(two);
        var coulomb = Transformation.Integrals(_shell.Molecule, c1, c1, c2, c2, _team);
        int Count(char spin) => Space.Size('o', spin) + Space.Size('v', spin);
        int n1 = Count(one), n2 = Count(two);
        // Strides of (pq|rs) for the spins of p and r.
        (int P, int Q, int R, int S) forward = (n1 * n2 * n2, n2 * n2, n2, 1), backward = (n2, 1, n1 * n2 * n2, n2 * n2);
        foreach (var (spaces, tensor) in new[] { ("oooo", Oooo), ("ooov", Ooov), ("oovv", Oovv), ("ovov", Ovov), ("ovvv", Ovvv), ("vvvv", Vvvv) })
        {
            foreach (var (spins, block) in tensor.Blocks)
            {
                var (p, q, r, s) = spins[0] == one ? forward : backward;
                if (spins[..2] != $"{one}{two}" && spins[..2] != $"{two}{one}")
                    continue;
                if (spins[0] == spins[2])
                    Add(block, spaces, spins, coulomb, 1, p, r, q, s);
                if (spins[0] == spins[3])
                    Add(block, spaces, spins, coulomb, -1, p, r, s, q);
            }
        }
    }

    /// <summary>Adds what lies at these strides of the four axes.</summary>
    void Add(Tensor to, string spaces, string spins, double[] from, double sign, params int[] strides)
    {
        int First(int axis) => spaces[axis] == 'o' ? 0 : Space.Size('o', spins[axis]) * strides[axis];
        var first = First(0) + First(1) + First(2) + First(3);
        var (n, at) = (to.Shape, 0);
        for (var p = 0; p < n[0]; p++)
        {
            for (var q = 0; q < n[1]; q++)
            {
                for (var r = 0; r < n[2]; r++)
                {
                    var offset = first + p * strides[0] + q * strides[1] + r * strides[2];
                    for (var s = 0; s < n[3]; s++)
                        to.Data[at++] += sign * from[offset + s * strides[3]];
                }
            }
        }
    }
}
