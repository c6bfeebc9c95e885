using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// Samples a variable by windows: pulls the structure from one to the next, runs Langevin dynamics in each, several at a time, looks how much neighbours overlap, and puts windows in between where it is too little. Everything is in a folder, so that
/// what was sampled is never lost: each window goes on from its own restart, to the same bits.
/// </summary>
public sealed class UmbrellaSampling
{
    /// <summary>Times that windows are put in between.</summary>
    const int MostRounds = 6;

    readonly IPotential _potential;
    readonly Structure _structure;
    readonly UmbrellaSettings _settings;
    readonly UmbrellaFolder _folder;

    /// <param name="folder">Made where it is not there.</param>
    /// <exception cref="SimulationException">The settings do not make sense, or the folder holds another sampling.</exception>
    public UmbrellaSampling(IPotential potential, Structure structure, UmbrellaSettings settings, string folder, bool resume = false, bool force = false)
    {
        settings.Check(structure);
        (_potential, _structure, _settings, _folder) = (potential, structure, settings, new UmbrellaFolder(folder));
        var asked = UmbrellaPlan.Of(potential.Name, structure, settings);
        _folder.Prepare(resume, force);
        Plan = UmbrellaPlan.Read(_folder.Plan) ?? asked;
        Plan.RefuseOther(asked, folder);
        Plan.Write(_folder.Plan);
    }

    public UmbrellaPlan Plan { get; private set; }

    /// <summary>Steps that the windows of the plan have still to take together, when asked before they go on; more where windows are added.</summary>
    public long StepsLeft => Plan.Windows.Sum(w => Math.Max(0, Last - (File.Exists(_folder.Restart(w.Number)) ? RestartFile.Read(_folder.Restart(w.Number)).Step : 0)));

    long Last => _settings.Equilibration + _settings.Steps;

    /// <summary>Where the guard against nonsense comes from; null for none.</summary>
    public Func<DynamicsSettings, string, Guard?>? Guards { get; init; }

    /// <summary>Called with steps taken, from any thread.</summary>
    public Action<long>? Stepped { get; init; }

    /// <summary>Called when windows were added, with how many and the steps they will take.</summary>
    public Action<int, long>? Added { get; init; }

    /// <summary>Samples until all windows are done and overlap.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted; all windows can be gone on with.</exception>
    /// <exception cref="SimulationException">A window could not go on.</exception>
    public IReadOnlyList<UmbrellaWindow> Run(Team team, CancellationToken cancellation = default)
    {
        PullToAll(cancellation);
        for (var round = 0; ; round++)
        {
            team.Run(k => Sample(Plan.Windows[k], cancellation), Plan.Windows.Count);
            cancellation.ThrowIfCancellationRequested();
            var windows = WindowFiles.Read(Plan.Windows.Select(w => _folder.Series(w.Number))).Windows;
            var more = round < MostRounds ? Between(windows) : [];
            if (more.Count == 0)
                return windows;
            Plan = Plan with { Windows = [.. Plan.Windows, .. more] };
            Plan.Write(_folder.Plan);
            Added?.Invoke(more.Count, more.Count * Last);
            foreach (var window in more)
                PullFromNeighbour(window, cancellation);
        }
    }

    /// <summary>A structure near a value of ξ: where the nearest window ended.</summary>
    public Structure Near(double value) => EndOf(Plan.Windows.MinBy(w => Math.Abs(CollectiveDifference.Between(value, w.Centre, _settings.Variable.Period)))!.Number);

    Structure EndOf(int window) => RestartFile.Read(_folder.Restart(window)).Structure;

    /// <summary>The potential under the bias of a window.</summary>
    internal IPotential Biased(double centre, double stiffness)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"umbrella:cv={_settings.Variable.Name.Replace(" ", "", StringComparison.Ordinal)},at={centre},k={stiffness}");
        return new WeightedSum([(1, _potential), (1, new CollectivePotential(name, _settings.Variable, new HarmonicWell(centre, stiffness, _settings.Variable.Period)))]);
    }

    internal DynamicsSettings Dynamics(ulong number) => new()
    {
        Ensemble = new Langevin(_settings.Temperature, _settings.RelaxationTime),
        TimeStep = _settings.TimeStep,
        Seed = unchecked(_settings.Seed * 1_000_003 + number),
    };

    /// <summary>From where the structure is to the nearest window, and from there up and down; a window whose start is on disk is passed by.</summary>
    void PullToAll(CancellationToken cancellation)
    {
        var first = Plan.Windows.Where(w => w.After < 0).OrderBy(w => w.Centre).ToArray();
        if (first.All(w => File.Exists(_folder.Start(w.Number))))
            return;
        var here = ValueOf(_structure);
        var nearest = Enumerable.Range(0, first.Length).MinBy(k => Math.Abs(CollectiveDifference.Between(here, first[k].Centre, _settings.Variable.Period)));
        var entered = Approach(_structure, here, first[nearest], cancellation);
        var (up, down) = (_settings.IsRing ? first.Length / 2 : first.Length - 1 - nearest, _settings.IsRing ? (first.Length - 1) / 2 : nearest);
        foreach (var (count, step) in ((int, int)[])[(up, 1), (down, -1)])
        {
            var structure = entered;
            for (var k = 1; k <= count; k++)
                structure = Hop(structure, first[(nearest + step * k + first.Length) % first.Length], cancellation);
        }
    }

    /// <summary>In hops no longer than the distance of windows.</summary>
    Structure Approach(Structure structure, double here, PlannedWindow window, CancellationToken cancellation)
    {
        var way = CollectiveDifference.Between(here, window.Centre, _settings.Variable.Period);
        var hops = (int)Math.Ceiling(Math.Abs(way) / _settings.Distance);
        for (var k = 1; k < hops; k++)
            structure = Pulled(structure, here + way * k / hops, window.Stiffness, (ulong)(900_000 + k), cancellation).Structure;
        return Hop(structure, window, cancellation);
    }

    Structure Hop(Structure from, PlannedWindow window, CancellationToken cancellation)
    {
        if (File.Exists(_folder.Start(window.Number)))
            return RestartFile.Read(_folder.Start(window.Number)).Structure;
        var end = Pulled(from, window.Centre, window.Stiffness, (ulong)(500_000 + window.Number), cancellation);
        RestartFile.Write(_folder.Start(window.Number), end);
        return end.Structure;
    }

    void PullFromNeighbour(PlannedWindow window, CancellationToken cancellation) => Hop(EndOf(window.After), window, cancellation);

    Restart Pulled(Structure from, double centre, double stiffness, ulong number, CancellationToken cancellation)
    {
        using var run = MolecularDynamics.Start(from, Biased(centre, stiffness), Dynamics(number), cancellation: cancellation);
        if (run.Run(_settings.Pull, cancellation) != RunEnd.Completed)
            cancellation.ThrowIfCancellationRequested();
        return Restart.Of(run);
    }

    double ValueOf(Structure structure)
    {
        var gradient = new CollectiveGradient();
        gradient.Reset(structure.Count);
        return _settings.Variable.Evaluate(structure, 1, gradient);
    }

    /// <summary>
    /// Windows in the middle between neighbours that overlap too little; twice as stiff where one of them has slid down from its centre, as windows softer than a barrier's curvature do.
    /// </summary>
    List<PlannedWindow> Between(IReadOnlyList<UmbrellaWindow> windows)
    {
        var more = new List<PlannedWindow>();
        var period = _settings.Variable.Period;
        var order = WindowOverlap.Order(windows, period);
        for (var at = 0; at < order.Length - (_settings.IsRing ? 0 : 1); at++)
        {
            var (a, b) = (order[at], order[(at + 1) % order.Length]);
            if (Plan.Windows.Count + more.Count >= _settings.MostWindows || WindowOverlap.Between(windows[a].Values, windows[b].Values, period) >= _settings.LeastOverlap)
                continue;
            var way = CollectiveDifference.Between(windows[a].Centre, windows[b].Centre, period);
            bool Slid(int k) => Math.Abs(CollectiveDifference.Between(windows[k].Centre, Inefficiency.Mean(windows[k].Values, period), period)) > 0.5 * Math.Abs(way);
            var stiffness = Math.Max(windows[a].Stiffness, windows[b].Stiffness) * (Slid(a) || Slid(b) ? 2 : 1);
            more.Add(new PlannedWindow(Plan.Windows.Count + more.Count, windows[a].Centre + way / 2, stiffness, Plan.Windows[a].Number));
        }
        return more;
    }

    void Sample(PlannedWindow window, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return;
        var restart = _folder.Restart(window.Number);
        var old = File.Exists(restart) ? RestartFile.Read(restart) : null;
        if (old?.Step >= Last)
            return;
        var potential = Biased(window.Centre, window.Stiffness);
        using var run = old is not null
            ? MolecularDynamics.Resume(old, potential, cancellation: cancellation)
            : MolecularDynamics.Start(RestartFile.Read(_folder.Start(window.Number)).Structure, potential, Dynamics((ulong)window.Number), cancellation: cancellation);
        run.Guard = Guards?.Invoke(run.Settings, _folder.Stopped(window.Number));
        var period = _settings.Variable.Period is { } p ? string.Create(CultureInfo.InvariantCulture, $" period={p}") : "";
        var head = string.Create(CultureInfo.InvariantCulture,
            $"# variable=\"{_settings.Variable.Name}\" unit=\"{_settings.Variable.Unit}\" temperature={_settings.Temperature} centre={window.Centre} stiffness={window.Stiffness}{period}\n");
        run.Attach(new SeriesFile(_folder.Series(window.Number), head, _settings.Variable, _potential, _structure.Count, _settings.Every, _settings.Equilibration));
        run.Attach(new RestartWriter(restart, 5_000));
        run.Attach(new StepCount(Stepped, run.State.Step));
        run.Run(Last - run.State.Step, cancellation);
    }
}
