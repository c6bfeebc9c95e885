using System.Globalization;
using Athanor.Atoms;
using Athanor.Campaigns;
using Athanor.Learning;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Quantum;
using Athanor.Simulation;

namespace Athanor.Bench.Campaigns;

/// <summary>
/// What a label is worth: a campaign's, in the order in which it asked for them, beside those of frames drawn at random from molecular dynamics at the temperatures of the walkers. Both are fitted by the same preset at
/// the same numbers of labels, and measured on frames of independent dynamics: at those temperatures ("same"), and at those and hotter ones ("broad"). That dynamics is on a model that a campaign of its own fitted to the oracle, at all
/// temperatures; the oracle labels its frames.
/// <c>dotnet run --project bench -c Release -- loop water.xyz hf/6-31g* temperatures=300,600 broad=300,600,1000,1500 labels=160 random=320 threshold=0.1 frames=200 repeats=3</c>
/// </summary>
static class LoopBench
{
    const double Between = 20, Settling = 500, Relaxation = 100;

    public static void Run(string[] arguments)
    {
        if (arguments.Length < 2)
        {
            Console.WriteLine("loop: give a structure, an oracle, and temperatures=300,600 broad=300,600,1000,1500 labels=160 random=320 threshold=0.1 frames=200 repeats=3");
            return;
        }
        var given = arguments.Skip(2).Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[1]);
        double Number(string name, double otherwise) => given.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        double[] Numbers(string name, string otherwise) => [.. given.GetValueOrDefault(name, otherwise).Split(',').Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
        PotentialCatalogue.Default = PotentialCatalogue.BuiltIn.With([.. QuantumKinds.All]);
        double[] own = Numbers("temperatures", "300,600"), broad = Numbers("broad", "300,600,1000,1500");
        var (most, frames, repeats) = ((int)Number("labels", 160), (int)Number("frames", 200), (int)Number("repeats", 3));
        using var team = new Team((int)Number("threads", Environment.ProcessorCount));
        var start = StructureFiles.Read(arguments[0]).First().Structure;
        var oracle = PotentialGrammar.Parse(arguments[1]);

        var guide = Fitted(Campaign(arguments[0], arguments[1], broad, 2 * most, 0.5 * Number("threshold", 0.1), 4, 99, team), team);
        var drawn = (int)Number("random", 2 * most);
        var pool = own.SelectMany((t, k) => Dynamics(start, guide, oracle, t, drawn / own.Length, 100 + (ulong)k, team)).ToArray();
        var same = own.SelectMany((t, k) => Dynamics(start, guide, oracle, t, frames / own.Length, 200 + (ulong)k, team)).ToArray();
        var wide = broad.SelectMany((t, k) => Dynamics(start, guide, oracle, t, frames / broad.Length, 300 + (ulong)k, team)).ToArray();
        Console.WriteLine(FormattableString.Invariant($"drawn: {pool.Average(f => f.Energy!.Value) - pool.Min(f => f.Energy!.Value):0.00} eV above the least, forces {Math.Sqrt(pool.Average(f => f.Forces!.Average(v => v.LengthSquared)) / 3):0.00} eV/Å"));
        Console.WriteLine($"{pool.Length} frames to draw from, {same.Length} at the same temperatures and {wide.Length} at {string.Join(", ", broad)} K to measure by");

        int[] sizes = [.. Enumerable.Range(0, 20).Select(k => (int)(20 * Math.Pow(1.35, k))).Where(n => n < drawn), drawn];
        var random = new List<Curve>();
        var asked = new List<Curve>();
        for (var repeat = 1; repeat <= repeats; repeat++)
        {
            var order = pool.ToArray();
            new Random(repeat).Shuffle(order);
            random.Add(Curve.Of("random", order, sizes, same, wide, team));
            var labels = Campaign(arguments[0], arguments[1], own, most, Number("threshold", 0.1), Number("unusual", 4), repeat, team);
            asked.Add(Curve.Of("asked", labels, [.. sizes.Where(n => n <= labels.Length)], same, wide, team));
        }
        Show("95th percentile of force errors, broad", random, asked, c => c.Broad);
        Show("root mean square force error, same", random, asked, c => c.Same);
        Show("root mean square force error, broad", random, asked, c => c.BroadRms);
    }

    static IPotential Fitted(Frame[] labels, Team team) =>
        new Trainer(ImportReport.Of(new Dataset(labels)), new TrainingOptions { Preset = "instant", Validation = 0.125, Heads = 0 }, team).Train(null, _ => { }, default).Potential;

    /// <summary>Frames of dynamics on a model close to the oracle, labelled by the oracle.</summary>
    static IEnumerable<Frame> Dynamics(Structure start, IPotential guide, IPotential oracle, double temperature, int count, ulong seed, Team team)
    {
        using var labeller = oracle.Open(new EvaluatorOptions(team));
        var label = new Prediction();
        var begin = start.Clone();
        begin.Velocities = null;
        using var run = MolecularDynamics.Start(begin, guide, new DynamicsSettings { Ensemble = new Langevin(new Ramp(temperature), Relaxation), TimeStep = 0.5, Seed = seed }, team);
        run.Run((long)(Settling / 0.5));
        for (var k = 0; k < count; k++)
        {
            run.Run((long)(Between / 0.5));
            var structure = run.State.Structure.Clone();
            structure.Velocities = null;
            labeller.Evaluate(structure, Request.Forces, label);
            yield return new Frame(structure) { Energy = label.Energy, Forces = label.Forces.ToArray() };
        }
    }

    static Frame[] Campaign(string start, string oracle, double[] temperatures, int labels, double threshold, double unusual, int seed, Team team)
    {
        var folder = Directory.CreateTempSubdirectory("athanor-loop").FullName;
        try
        {
            var settings = new CampaignSettings
            {
                Start = [Path.GetFullPath(start)],
                Oracle = oracle,
                Walkers = [.. temperatures.Select(t => new WalkerSettings { Temperature = t, Count = 2 })],
                Ask = new AskSettings { Threshold = threshold, Unusual = unusual },
                Budget = new BudgetSettings { Labels = labels, Time = TimeSpan.FromMinutes(15), Calm = 5 },
                Seed = seed,
                Store = Path.Combine(folder, "campaign.db"),
            };
            using var store = CampaignStore.Open(settings.Store);
            var end = new CampaignRun(store, settings, PotentialGrammar.Parse(oracle), team).Run(null, default);
            var all = store.Labels();
            Console.WriteLine($"campaign {seed}: {all.Count} labels, {end.Reason}; asked for: {string.Join(", ", all.GroupBy(l => l.Candidate.Question.Reason).Select(g => $"{g.Count()} {g.Key}"))}");
            var least = all.Min(l => l.Label.Energy);
            foreach (var group in all.GroupBy(l => l.Candidate.Question.Reason))
                Console.WriteLine(FormattableString.Invariant($"  {group.Key}: {group.Average(l => l.Label.Energy) - least:0.00} eV above the least, at most {group.Max(l => l.Label.Energy) - least:0.00}; forces {Math.Sqrt(group.Average(l => l.Label.Forces!.Average(f => f.LengthSquared)) / 3):0.00} eV/Å"));
            return [.. all.Select(l => new Frame(l.Candidate.Question.Structure) { Energy = l.Label.Energy, Forces = l.Label.Forces })];
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    static void Show(string what, List<Curve> random, List<Curve> asked, Func<Curve, double[]> of)
    {
        Console.WriteLine($"\n{what}, meV/Å (medians)\n labels   random    asked   labels at random for the same");
        var sizes = random[0].Sizes;
        var plain = sizes.Select((_, k) => Median(random.Select(c => of(c)[k]))).ToArray();
        for (var k = 0; k < sizes.Length; k++)
        {
            if (!asked.TrueForAll(c => c.Sizes.Length > k))
                break;
            var error = Median(asked.Select(c => of(c)[k]));
            Console.WriteLine(FormattableString.Invariant($"{sizes[k],7} {1e3 * plain[k],8:0.00} {1e3 * error,8:0.00}   {Needed(sizes, plain, error)}"));
        }
    }

    /// <summary>Labels by which a curve comes down to an error for good, between its points by logarithms.</summary>
    static string Needed(int[] sizes, double[] errors, double error)
    {
        for (var k = 0; k < sizes.Length; k++)
        {
            if (errors[k] > error)
                continue;
            if (k == 0)
                return $"< {sizes[0]}";
            var part = Math.Log(errors[k - 1] / error) / Math.Log(errors[k - 1] / errors[k]);
            return FormattableString.Invariant($"{sizes[k - 1] * Math.Pow((double)sizes[k] / sizes[k - 1], part):0}");
        }
        return $"> {sizes[^1]}";
    }

    static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    /// <summary>Errors of models fitted to the first so many labels.</summary>
    sealed record Curve(int[] Sizes, double[] Broad, double[] BroadRms, double[] Same)
    {
        internal static Curve Of(string name, Frame[] labels, int[] sizes, Frame[] same, Frame[] wide, Team team)
        {
            var curve = new Curve(sizes, new double[sizes.Length], new double[sizes.Length], new double[sizes.Length]);
            for (var k = 0; k < sizes.Length; k++)
            {
                var import = ImportReport.Of(new Dataset(labels[..sizes[k]]));
                var result = new Trainer(import, new TrainingOptions { Preset = "instant", Validation = 0.125, Heads = 0 }, team).Train(null, _ => { }, default);
                double[] Errors(Frame[] on) => [.. Assessment.Of("test", result.Potential, on, import.AtomEnergies, team, default).Frames.SelectMany(f => f.Forces).Select(f => f.Length).Order()];
                double[] broad = Errors(wide), narrow = Errors(same);
                curve.Broad[k] = broad[(int)(0.95 * (broad.Length - 1))];
                curve.BroadRms[k] = Rms(broad);
                curve.Same[k] = Rms(narrow);
                Console.WriteLine(FormattableString.Invariant($"{name} {sizes[k]}: same {1e3 * curve.Same[k]:0.0}, broad {1e3 * curve.BroadRms[k]:0.0}, 95 % {1e3 * curve.Broad[k]:0.0} meV/Å"));
            }
            return curve;
        }

        static double Rms(double[] lengths) => Math.Sqrt(lengths.Sum(l => l * l) / (3 * lengths.Length));
    }
}
