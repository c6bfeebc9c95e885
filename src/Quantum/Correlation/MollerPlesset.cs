using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Second-order perturbation theory for closed shells (Møller, Plesset, Phys. Rev. 46, 618 (1934)).</summary>
public static class MollerPlesset
{
    /// <summary>Finds the field and its MP2 energy.</summary>
    /// <param name="structure">A molecule in a singlet; its charge counts.</param>
    /// <param name="basis">Functions of the atoms.</param>
    /// <param name="options">Frozen core and 4 GiB where null.</param>
    /// <param name="field">How the field is sought; null for an orbital gradient of 1e-9 Eh.</param>
    /// <param name="team">Who shares the work; null for the calling thread alone. Same bits on any number of threads.</param>
    /// <exception cref="PotentialException">Shells are open, memory would not suffice, or as <see cref="HartreeFock.Solve"/> says.</exception>
    public static MollerPlessetResult Solve(Structure structure, BasisSet basis, CorrelationOptions? options = null, ScfOptions? field = null, Team? team = null)
    {
        team ??= Team.Single;
        var shell = new ClosedShell("MP2", structure, basis, options ?? new(), field, team, (n, o, v) => Transformation.Bytes(n, o, v, o, v));
        var (o, v) = (shell.Occupied, shell.Virtual);
        double same = 0, opposite = 0;
        if (o > 0 && v > 0)
        {
            double[] occupied = shell.Coefficients(0, o), empty = shell.Coefficients(o, v);
            (same, opposite) = Pairs(Transformation.Integrals(shell.Molecule, occupied, empty, occupied, empty, team), shell.Energies, o, v);
        }
        return new() { Field = shell.Field, SameSpin = same, OppositeSpin = opposite, Frozen = shell.Frozen };
    }

    /// <summary>Σ (ia|jb) [(ia|jb) − (ib|ja)] / D and Σ (ia|jb)² / D with D = ε_i + ε_j − ε_a − ε_b, of integrals [i, a, j, b].</summary>
    static (double Same, double Opposite) Pairs(double[] integrals, double[] energies, int o, int v)
    {
        double same = 0, opposite = 0;
        for (var i = 0; i < o; i++)
        {
            for (var j = 0; j < o; j++)
            {
                for (var a = 0; a < v; a++)
                {
                    for (var b = 0; b < v; b++)
                    {
                        var direct = integrals[((i * v + a) * o + j) * v + b];
                        var exchanged = integrals[((i * v + b) * o + j) * v + a];
                        var share = direct / (energies[i] + energies[j] - energies[o + a] - energies[o + b]);
                        opposite += share * direct;
                        same += share * (direct - exchanged);
                    }
                }
            }
        }
        return (same, opposite);
    }
}
