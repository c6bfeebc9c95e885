using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// The energy that it takes to make a vacancy, E_v = E(N − 1) − E(N) + μ, where the atom that is gone has the energy μ of one in the crystal; in supercells of several sizes at the volume of the perfect crystal, and what they tend to, since
/// the strain around a vacancy and its images costs an energy that falls as 1/N.
/// </summary>
public sealed class Vacancy
{
    /// <summary>Heights of the smallest supercell, where sizes are not said, Å.</summary>
    const double UsualHeight = 10;

    /// <summary>Farther than the nearest neighbour by this factor is the next shell.</summary>
    const double Shell = 1.15;

    Vacancy(string potential, Structure crystal, double energyPerAtom, double nearest) => (Potential, Crystal, EnergyPerAtom, NearestDistance) = (potential, crystal, energyPerAtom, nearest);

    IReadOnlyList<NeighbourMove> _moves = [];

    /// <summary>Name of the potential.</summary>
    public string Potential { get; }

    /// <summary>The perfect crystal's cell.</summary>
    public Structure Crystal { get; }

    /// <summary>Of the perfect crystal, eV.</summary>
    public double EnergyPerAtom { get; }

    /// <summary>Of the atom that is taken out from its neighbours in the perfect crystal, Å.</summary>
    public double NearestDistance { get; }

    public IReadOnlyList<VacancySize> Sizes { get; private set; } = [];

    /// <summary>E_v for an infinite crystal by a line in 1/N through the sizes, eV; null where there is one size.</summary>
    public Estimate? Infinite { get; private set; }

    /// <summary>Of members that have no answer.</summary>
    public IReadOnlyList<string> MemberRemarks { get; private set; } = [];

    /// <exception cref="AtomsException">It is no crystal, or has no such atom, or is a compound and nothing is said of where the atom goes.</exception>
    /// <exception cref="PotentialException">The potential does not cover it.</exception>
    /// <exception cref="SimulationException">Something does not come to rest.</exception>
    public static Vacancy Of(Structure structure, IPotential potential, VacancySettings? settings = null, Team? team = null, Action<string, int>? progress = null, CancellationToken cancellation = default)
    {
        settings ??= new VacancySettings();
        if (!structure.Periodic.IsBulk)
            throw new AtomsException($"{structure} does not repeat in three directions; a vacancy is one of a crystal.");
        if (settings.Atom < 0 || settings.Atom >= structure.Count)
            throw new AtomsException($"{structure} has atoms 1 to {structure.Count}; there is no atom {settings.Atom + 1} to take out.");
        if (settings.ChemicalPotential is null && structure.Elements.ToArray().Distinct().Count() > 1)
            throw new AtomsException($"{structure} is a compound: what an atom of {structure.Elements[settings.Atom].Symbol} costs depends on where it goes. Say its energy there (--chemical-potential).");
        if (settings.Sizes is { } sizes && (sizes.Count == 0 || sizes.Any(n => n < 1) || sizes.Distinct().Count() < sizes.Count))
            throw new AtomsException("Sizes of supercells are different numbers from 1 up.");
        if (structure.Count == 1 && settings.Sizes?.Contains(1) == true)
            throw new AtomsException($"{structure} has one atom, which is all there is of a supercell of size 1: nothing would be left. Take larger ones.");
        var mean = Once(structure, potential, settings, null, team ?? Team.Single, "", progress, cancellation);
        if (!settings.Uncertainty)
            return mean;
        var same = settings with { Sizes = [.. mean.Sizes.Select(s => s.Repeats)] };
        var members = StandingMembers.Of(potential, mean.Numbers().Length, (m, number) => Once(structure, m, same, mean._moves, team ?? Team.Single, $"member {number}: ", progress, cancellation).Numbers());
        if (members.Deviations is { } spread)
            mean.Take(spread);
        mean.MemberRemarks = members.Remarks;
        return mean;
    }

    double[] Numbers() => [.. Sizes.SelectMany(s => new[] { s.Energy.Value, s.Unrelaxed.Value }), Infinite?.Value ?? 0];

    void Take(double[] spread)
    {
        Sizes = [.. Sizes.Select((s, k) => s with { Energy = s.Energy with { Model = spread[2 * k] }, Unrelaxed = s.Unrelaxed with { Model = spread[2 * k + 1] } })];
        if (Infinite is { } infinite)
            Infinite = infinite with { Model = spread[^1] };
    }

    static Vacancy Once(
        Structure structure, IPotential potential, VacancySettings settings, IReadOnlyList<NeighbourMove>? known, Team team, string who, Action<string, int>? progress, CancellationToken cancellation)
    {
        var (crystal, energy) = Perfect(structure, potential, settings, team, step => progress?.Invoke(who + "crystal", step), cancellation);
        var twice = crystal.Repeat(2, 2, 2);
        var nearest = NeighbourMove.Offsets(twice, twice.Positions[settings.Atom]).Select(o => o.Length).Where(d => d > 1e-6).Min();
        var vacancy = new Vacancy(potential.Name, crystal, energy / crystal.Count, nearest);
        var chemical = settings.ChemicalPotential ?? energy / crystal.Count;
        using var evaluator = potential.Open(new EvaluatorOptions(team) { Cancellation = cancellation });
        var prediction = new Prediction();
        foreach (var n in (settings.Sizes ?? Usual(crystal)).Order())
        {
            var supercell = crystal.Repeat(n, n, n);
            var site = supercell.Positions[settings.Atom];
            var standing = Without(supercell, settings.Atom);
            var before = energy * n * n * n;
            evaluator.Evaluate(standing, Request.Energy, prediction);
            var unrelaxed = prediction.Energy - before + chemical;
            var shell = Shell * nearest;
            // The smallest cell finds out which way neighbours go; larger ones, and members, begin there.
            var starts = known is not null ? [known] : NeighbourMove.Starts(standing, site, shell, settings);
            var relaxed = starts.Select(moves => AtRest(NeighbourMove.Applied(moves, standing, site, shell), potential, settings, team, step => progress?.Invoke($"{who}{standing.Count} atoms", step), cancellation)).MinBy(r => r.Energy)!;
            known = NeighbourMove.Between(standing, relaxed.Structure, site, shell);
            var neighbours = NeighbourMove.Offsets(relaxed.Structure, site).Select(o => o.Length).Order().Take(known.Count).ToArray();
            vacancy.Sizes = [.. vacancy.Sizes, new VacancySize(n, supercell.Count, new Estimate(relaxed.Energy - before + chemical, "eV"), new Estimate(unrelaxed, "eV"), relaxed.Structure, neighbours)];
        }
        if (vacancy.Sizes.Count > 1)
            vacancy.Infinite = new Estimate(StraightLine.Through([.. vacancy.Sizes.Select(s => 1.0 / s.Atoms)], [.. vacancy.Sizes.Select(s => s.Energy.Value)]).Offset, "eV");
        vacancy._moves = known!;
        return vacancy;
    }

    static RelaxationResult AtRest(Structure standing, IPotential potential, VacancySettings settings, Team team, Action<int> progress, CancellationToken cancellation)
    {
        var relaxed = Relaxation.Run(
            standing, potential, new RelaxationSettings { ForceTolerance = settings.ForceTolerance, MostSteps = settings.MostSteps }, team, s => progress(s.Step), cancellation);
        cancellation.ThrowIfCancellationRequested();
        return relaxed.Converged
            ? relaxed
            : throw new SimulationException($"The vacancy among {standing.Count} atoms did not come to rest in {relaxed.Steps:N0} steps with {potential.Name}: an atom still feels {relaxed.LargestForce:G3} eV/Å. Allow more (--steps), or a larger --max-force.");
    }

    static (Structure Crystal, double Energy) Perfect(Structure structure, IPotential potential, VacancySettings settings, Team team, Action<int> progress, CancellationToken cancellation)
    {
        var freedom = settings.RelaxCrystal ? CellFreedom.Full : CellFreedom.None;
        var relaxed = CrystalRest.Relaxed(
            structure, potential, new RelaxationSettings { Cell = freedom, ForceTolerance = settings.RelaxCrystal ? 1e-5 : double.MaxValue, StressTolerance = 1e-4, MostSteps = settings.MostSteps },
            symmetric: true, "--no-relax", team, progress, cancellation);
        return (relaxed.Structure, relaxed.Energy);
    }

    static int[] Usual(Structure crystal)
    {
        var h = crystal.Cell!.Heights;
        var least = Math.Max(1, (int)Math.Ceiling(UsualHeight / Math.Min(h.X, Math.Min(h.Y, h.Z)) - 1e-9));
        return [least, least + 1];
    }

    static Structure Without(Structure structure, int atom)
    {
        Element[] elements = [.. structure.Elements.ToArray().Where((_, i) => i != atom)];
        return new Structure(elements, [.. structure.Positions.Where((_, i) => i != atom)], structure.Cell, structure.Periodic) { Masses = structure.Masses is { } m ? [.. m.Where((_, i) => i != atom)] : null };
    }
}
