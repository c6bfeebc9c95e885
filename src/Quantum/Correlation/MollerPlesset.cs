using System.Runtime.CompilerServices;
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
            ? Solve(new ClosedShell("MP2", structure, basis, options, field, team, Bytes), team)
            : Solve(new OpenShell("MP2", structure, basis, options, field, team, Bytes), team);
    }

    static MollerPlessetResult Solve(ClosedShell shell, Team team)
    {
        var (o, v) = (shell.Occupied, shell.Virtual);
        double same = 0, opposite = 0;
        if (o > 0 && v > 0)
        {
            var (pairs, energies) = (new OrbitalPairs(shell.Molecule.Functions, shell.Coefficients(0, o), shell.Coefficients(o, v)), shell.Energies);
            (same, opposite) = Pairs(Transformation.Integrals(shell.Molecule, pairs, pairs, team), energies, energies, o, v, o, v);
        }
        return new() { Field = shell.Field, SameSpin = same, OppositeSpin = opposite, Frozen = shell.Frozen };
    }

    static MollerPlessetResult Solve(OpenShell shell, Team team)
    {
        double same = 0, opposite = 0;
        if (!shell.Space.IsEmpty)
        {
            var molecule = shell.Molecule;
            OrbitalPairs Excitations(char spin) => new(molecule.Functions, shell.Coefficients('o', spin), shell.Coefficients('v', spin));
            OrbitalPairs alpha = Excitations('α'), beta = Excitations('β');
            var (ofAlpha, ofBeta) = Transformation.Halves(molecule, alpha, beta, team);
            double[] energiesA = shell.Energies('α'), energiesB = shell.Energies('β');
            (double Same, double Opposite) Of(double[] half, OrbitalPairs bra, OrbitalPairs ket) =>
                Pairs(Transformation.Whole(molecule, half, bra, ket, team), bra == alpha ? energiesA : energiesB, ket == alpha ? energiesA : energiesB, bra.Rows, bra.Columns, ket.Rows, ket.Columns);
            same = 0.5 * (Of(ofAlpha, alpha, alpha).Same + Of(ofBeta, beta, beta).Same);
            opposite = Of(ofBeta, alpha, beta).Opposite;
        }
        return new() { Field = shell.Field, SameSpin = same, OppositeSpin = opposite, Frozen = shell.Frozen };
    }

    /// <summary>Bytes at the peak, of so many functions, correlated pairs and virtual orbitals.</summary>
    internal static double Bytes(double n, double o, double v) => MemoryLimit.Held(Transformation.Bytes(n, o * v, o * v));

    /// <summary>The same of an unrestricted field.</summary>
    internal static double Bytes(double n, SpinSpace s)
    {
        double a = s.OccupiedAlpha * s.VirtualAlpha, b = s.OccupiedBeta * s.VirtualBeta, most = Math.Max(a, b);
        return MemoryLimit.Held(sizeof(double) * n * (n + 1) / 2 * (a + b) + Math.Max(FunctionIntegrals.Bytes(n), sizeof(double) * most * most));
    }

    /// <summary>Σ (ia|jb) [(ia|jb) − (ib|ja)] / D, where i and j are of one spin, and Σ (ia|jb)² / D with D = ε_i + ε_j − ε_a − ε_b, of integrals [i, a, j, b].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
