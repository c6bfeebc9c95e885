using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>Thermal conductivity of a crystal from its potential alone: force constants to third order, the transport equation of phonons on grids that become finer, and the spread over the members of the potential.</summary>
public sealed class BoltzmannConductivity
{
    /// <summary>Å: wave vectors lie as near as if the crystal were this thick.</summary>
    const double Thickness = 45;

    /// <summary>Threes of modes that a default grid may look at; a core looks at some twenty million in a second, most of which keep no energy.</summary>
    const double MostThrees = 6e7;

    BoltzmannConductivity(string potential, PrimitiveCrystal crystal, BoltzmannSettings settings, Calculation own, (double Force, Mat3 Stress) load)
    {
        (Potential, Crystal, Settings, LargestForce, Stress) = (potential, crystal, settings, load.Force, load.Stress);
        (Second, Third, Grids) = own;
    }

    internal readonly record struct Calculation(ForceConstants Second, ThirdOrder Third, IReadOnlyList<PhononTransport> Grids);

    /// <summary>Name of the potential.</summary>
    public string Potential { get; }

    public PrimitiveCrystal Crystal { get; }

    public BoltzmannSettings Settings { get; }

    /// <summary>Largest force on an atom of the crystal as it was given, eV/Å: it should be at rest.</summary>
    public double LargestForce { get; }

    /// <summary>Of the crystal as it was given, eV/Å³, tension positive; not a number where the potential has none.</summary>
    public Mat3 Stress { get; }

    public ForceConstants Second { get; }

    public ThirdOrder Third { get; }

    /// <summary>The coarsest grid first.</summary>
    public IReadOnlyList<PhononTransport> Grids { get; }

    public PhononTransport Finest => Grids[^1];

    /// <summary>A third of the trace of κ on the finest grid, by temperature, W/m/K, with the spread over members; there is nothing statistical about it.</summary>
    public required IReadOnlyList<Estimate> Conductivity { get; init; }

    /// <summary>By temperature, what a straight line in 1/N through the two finest grids has at 1/N = 0; null of one grid.</summary>
    public IReadOnlyList<double>? Extrapolated => Grids.Count < 2 ? null : [.. Finest.States.Select((s, t) =>
    {
        var (x, y) = (1.0 / Grids[^2].Mesh.A, 1.0 / Finest.Mesh.A);
        return s.Mean + (s.Mean - Grids[^2].States[t].Mean) * y / (x - y);
    })];

    /// <param name="structure">A crystal at rest, in any cell.</param>
    /// <param name="progress">Told what is being done; from any thread, one at a time.</param>
    /// <exception cref="AtomsException">No crystal, or no room in the supercell for the cutoff of third derivatives.</exception>
    /// <exception cref="PotentialException">The potential does not cover it, or has no members where their spread is wanted.</exception>
    /// <exception cref="Simulation.SimulationException">Settings that make no sense.</exception>
    public static BoltzmannConductivity Compute(
        Structure structure, IPotential potential, BoltzmannSettings? settings = null, Team? team = null, Action<ConductivityStep>? progress = null, CancellationToken cancellation = default)
    {
        settings ??= new BoltzmannSettings();
        settings.Transport.Check();
        team ??= Team.Single;
        if (settings.Uncertainty && EnsembleMembers.Of(potential).Count < 2)
            throw new PotentialException($"'{potential.Name}' has no members whose spread would be an uncertainty. Leave --uncertainty out, or take a potential with several members.");
        var crystal = PrimitiveCrystal.Of(structure);
        var lattice = crystal.Supercell(settings.Repeats ?? crystal.UsualRepeats(potential.Cutoff));
        var mesh = settings.Mesh ?? UsualMesh(crystal.Structure);
        (int, int, int)[] meshes = settings.Convergence ? [.. Coarser(mesh).Append(mesh)] : [mesh];
        Calculation Of(IPotential of, string whose, (int A, int B, int C)[] grids)
        {
            var second = ForceConstants.Of(lattice, of, null, team, (k, n) => progress?.Invoke(new ConductivityStep($"second derivatives{whose}", k, n)), cancellation);
            var third = ThirdOrder.Of(lattice, of, settings.ThirdOrder, team, (k, n) => progress?.Invoke(new ConductivityStep($"third derivatives{whose}", k, n)), cancellation);
            return new Calculation(second, third, [.. grids.Select(m => PhononTransport.Compute(second, third, m, settings.Transport, team,
                (k, n) => progress?.Invoke(new ConductivityStep($"processes on {m.A} × {m.B} × {m.C} wave vectors{whose}", k, n)), cancellation))]);
        }
        var own = Of(potential, "", meshes);
        var member = 0;
        var spread = settings.Uncertainty ? MemberSpread.Of(potential, m => [.. Of(m, $" of member {++member}", [mesh]).Grids[0].States.Select(s => s.Mean)]) : null;
        return new BoltzmannConductivity(potential.Name, crystal, settings, own, Load(structure, potential, team))
        {
            Conductivity = [.. own.Grids[^1].States.Select((s, t) => new Estimate(s.Mean, "W/m/K", null, spread?[t]))],
        };
    }

    static (double Force, Mat3 Stress) Load(Structure structure, IPotential potential, Team team)
    {
        using var evaluator = potential.Open(new EvaluatorOptions(team));
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Forces | Request.Virial, prediction);
        return (prediction.Forces.ToArray().Max(f => f.Length), CrystalRest.StressOf(structure, prediction));
    }

    /// <summary>As fine as some seconds allow.</summary>
    internal static (int A, int B, int C) UsualMesh(Structure primitive)
    {
        var heights = primitive.Cell!.Heights;
        for (var length = Thickness; ; length *= 0.95)
        {
            int Of(double height) => Math.Max(2, (int)Math.Round(length / height));
            var mesh = (A: Of(heights.X), B: Of(heights.Y), C: Of(heights.Z));
            var count = (double)mesh.A * mesh.B * mesh.C;
            if (mesh is (2, 2, 2) || count * count / 12 * Math.Pow(3 * primitive.Count, 3) <= MostThrees)
                return mesh;
        }
    }

    /// <summary>Half and three quarters of a grid, where that is another one and not nothing.</summary>
    static IEnumerable<(int A, int B, int C)> Coarser((int A, int B, int C) mesh)
    {
        foreach (var part in (double[])[0.5, 0.75])
        {
            int Of(int n) => Math.Max(2, (int)Math.Round(part * n));
            var coarse = (Of(mesh.A), Of(mesh.B), Of(mesh.C));
            if (coarse.Item1 < mesh.A && Math.Min(coarse.Item1, Math.Min(coarse.Item2, coarse.Item3)) >= 3)
                yield return coarse;
        }
    }
}
