using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// The flux of heat of any potential that gives energies of single atoms and has a cutoff, however many layers see one another within it: J = Σ_i E_i v_i + Σ_i∈home Σ_j (r_i − r_j) (∂U_i/∂r_j · v_j), the cell
/// unfolded into a cluster in which every atom at home sees all that it can see (Langer et al., Phys. Rev. B 108, L100302 (2023)).
/// </summary>
/// <remarks>
/// The sum over j is a derivative of U_i along the displacements (r_i − r_j) v_j of all atoms, so that four directions are enough: v, and v times each coordinate. Each is taken by central differences of fourth order,
/// which costs 16 evaluations of the cluster, energies alone. Slow (a cluster is some ten cells), and right to about 10⁻⁸: the reference for every faster way.
/// </remarks>
sealed class UnfoldedFlux(IPotential potential, double cutoff, double[] reference, Team team) : IHeatFlux
{
    /// <summary>Å that the atom moves which moves most.</summary>
    const double Step = 2e-3;

    static readonly (double At, double Weight)[] Stencil = [(1, 8.0 / 12), (-1, -8.0 / 12), (2, -1.0 / 12), (-2, 1.0 / 12)];

    // The list holds still within the steps of one flux; each flux has a new cluster.
    readonly IEvaluator _evaluator = potential.Open(new EvaluatorOptions(team, Skin: 4 * Step));
    readonly Prediction _prediction = new();

    public string How => "differences in the unfolded cell";

    public Vec3 Of(Structure structure)
    {
        var velocities = structure.Velocities ?? throw new ArgumentException("The structure has no velocities.", nameof(structure));
        var home = structure.Wrapped();
        var cluster = Unfold(home, out var origin);
        var n = home.Count;
        _evaluator.Evaluate(cluster, Request.AtomEnergies, _prediction);
        var flux = HeatFlux.Convection(structure, _prediction.AtomEnergies[..n], reference);
        Vec3[] start = [.. cluster.Positions];
        var plain = Along(cluster, start, j => velocities[origin[j]], n);
        double[] work = new double[3];
        for (var a = 0; a < 3; a++)
        {
            var weighted = Along(cluster, start, j => start[j][a] * velocities[origin[j]], n);
            for (var i = 0; i < n; i++)
                work[a] += start[i][a] * plain[i] - weighted[i];
        }
        return flux + new Vec3(work[0], work[1], work[2]);
    }

    /// <summary>dU_i/dt of the atoms at home where every atom of the cluster moves along its direction.</summary>
    double[] Along(Structure cluster, Vec3[] start, Func<int, Vec3> direction, int home)
    {
        Vec3[] moves = [.. Enumerable.Range(0, start.Length).Select(direction)];
        var slopes = new double[home];
        var longest = moves.Max(m => m.Length);
        if (longest == 0)
            return slopes;
        var step = Step / longest;
        foreach (var (at, weight) in Stencil)
        {
            for (var j = 0; j < start.Length; j++)
                cluster.Positions[j] = start[j] + at * step * moves[j];
            _evaluator.Evaluate(cluster, Request.AtomEnergies, _prediction);
            for (var i = 0; i < home; i++)
                slopes[i] += weight / step * _prediction.AtomEnergies[i];
        }
        start.CopyTo(cluster.Positions, 0);
        return slopes;
    }

    /// <summary>Home first, then every image within the cutoff of the cell; coordinates count from its middle, so that differences are small.</summary>
    Structure Unfold(Structure home, out int[] origin)
    {
        List<Vec3> positions = [.. home.Positions];
        List<int> origins = [.. Enumerable.Range(0, home.Count)];
        if (home.Cell is { } cell && home.Periodic.Any)
        {
            var reach = new Vec3(cutoff / cell.Heights.X, cutoff / cell.Heights.Y, cutoff / cell.Heights.Z);
            int Most(int d) => home.Periodic[d] ? (int)Math.Ceiling(reach[d]) : 0;
            bool Seen(double s, int d) => !home.Periodic[d] || (s >= -reach[d] && s <= 1 + reach[d]);
            for (var a = -Most(0); a <= Most(0); a++)
            {
                for (var b = -Most(1); b <= Most(1); b++)
                {
                    for (var c = -Most(2); c <= Most(2); c++)
                    {
                        if ((a, b, c) == (0, 0, 0))
                            continue;
                        for (var j = 0; j < home.Count; j++)
                        {
                            var image = home.Positions[j] + new Vec3(a, b, c) * cell.Vectors;
                            var s = cell.ToFractional(image);
                            if (!Seen(s.X, 0) || !Seen(s.Y, 1) || !Seen(s.Z, 2))
                                continue;
                            positions.Add(image);
                            origins.Add(j);
                        }
                    }
                }
            }
        }
        origin = [.. origins];
        Element[] elements = [.. origins.Select(j => home.Elements[j])];
        var middle = home.Cell is { } c0 ? new Vec3(0.5, 0.5, 0.5) * c0.Vectors : Vec3.Zero;
        return new Structure(elements, [.. positions.Select(r => r - middle)]);
    }

    public void Dispose() => _evaluator.Dispose();
}
