using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Second-order perturbation theory (Møller, Plesset, Phys. Rev. 46, 618 (1934)).</summary>
public static class MollerPlesset
{
    /// <summary>Finds the field and its MP2 energy.</summary>
    /// <param name="structure">A molecule; charge and multiplicity are its own. Closed shells have a restricted field, the rest an unrestricted one.</param>
    /// <param name="basis">Functions of the atoms.</param>
    /// <param name="options">Frozen core and 4 GiB where null.</param>
    /// <param name="field">How the field is sought; null for an orbital gradient of 1e-9 Eh.</param>
    /// <param name="team">Who shares the work; null for the calling thread alone. Same bits on any number of threads.</param>
    /// <exception cref="PotentialException">Memory would not suffice, or as <see cref="HartreeFock.Solve"/> says.</exception>
    public static MollerPlessetResult Solve(Structure structure, BasisSet basis, CorrelationOptions? options = null, ScfOptions? field = null, Team? team = null)
    {
        options ??= new();
        team ??= Team.Single;
        return ClosedShell.IsClosed(structure, field)
            ? Solve(new ClosedShell("MP2", structure, basis, options, field, team, (n, o, v) => Transformation.Bytes(n, o, v, o, v)), team)
            : Solve(new OpenShell("MP2", structure, basis, options, field, team, (n, s) => Bytes(n, s)), team);
    }

    static MollerPlessetResult Solve(ClosedShell shell, Team team)
    {
        var (o, v) = (shell.Occupied, shell.Virtual);
        double same = 0, opposite = 0;
        if (o > 0 && v > 0)
        {
            double[] occupied = shell.Coefficients(0, o), empty = shell.Coefficients(o, v), energies = shell.Energies;
            (same, opposite) = Pairs(Transformation.Integrals(shell.Molecule, occupied, empty, occupied, empty, team), energies, energies, o, v, o, v);
        }
        return new() { Field = shell.Field, SameSpin = same, OppositeSpin = opposite, Frozen = shell.Frozen };
    }

    static MollerPlessetResult Solve(OpenShell shell, Team team)
    {
        double same = 0, opposite = 0;
        foreach (var (one, two) in new[] { ('α', 'α'), ('β', 'β'), ('α', 'β') })
        {
            var space = shell.Space;
            int o1 = space.Size('o', one), v1 = space.Size('v', one), o2 = space.Size('o', two), v2 = space.Size('v', two);
            if (o1 * v1 * o2 * v2 == 0)
                continue;
            var integrals = Transformation.Integrals(shell.Molecule, shell.Coefficients('o', one), shell.Coefficients('v', one), shell.Coefficients('o', two), shell.Coefficients('v', two), team);
            var sums = Pairs(integrals, shell.Energies(one), shell.Energies(two), o1, v1, o2, v2);
            if (one == two)
                same += 0.5 * sums.Same;
            else
                opposite = sums.Opposite;
        }
        return new() { Field = shell.Field, SameSpin = same, OppositeSpin = opposite, Frozen = shell.Frozen };
    }

    static double Bytes(double n, SpinSpace s)
    {
        double o = s.OccupiedAlpha, v = s.VirtualBeta;
        return Transformation.Bytes(n, o, v, o, v);
    }

    /// <summary>Σ (ia|jb) [(ia|jb) − (ib|ja)] / D, where i and j are of one spin, and Σ (ia|jb)² / D with D = ε_i + ε_j − ε_a − ε_b, of integrals [i, a, j, b].</summary>
    static (double Same, double Opposite) Pairs(double[] integrals, double[] first, double[] second, int o, int v, int p, int w)
    {
        double same = 0, opposite = 0;
        var alike = o == p && v == w;
        for (var i = 0; i < o; i++)
        {
            for (var j = 0; j < p; j++)
            {
                for (var a = 0; a < v; a++)
                {
                    for (var b = 0; b < w; b++)
                    {
                        var direct = integrals[((i * v + a) * p + j) * w + b];
                        var share = direct / (first[i] + second[j] - first[o + a] - second[p + b]);
                        opposite += share * direct;
                        if (alike)
                            same += share * (direct - integrals[((i * v + b) * p + j) * w + a]);
                    }
                }
            }
        }
        return (same, opposite);
    }
}
