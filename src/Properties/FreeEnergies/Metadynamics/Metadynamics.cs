using System.Globalization;
using System.Text;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// Well-tempered metadynamics along one variable: independent runs, several at a time, each kept on disk with its hills and gone on with to the same bits. The profile is made of the values by their weights exp((V − c(t))/kT), with errors from blocks.
/// </summary>
public sealed class Metadynamics : IJob
{
    readonly IPotential _potential;
    readonly Structure _structure;
    readonly MetadynamicsSettings _settings;
    readonly string _folder;
    readonly Hills[] _hills;
    CancellationToken _cancellation;

    /// <param name="folder">Made where it is not there.</param>
    /// <exception cref="SimulationException">The settings make no sense, or the folder holds runs and nobody said what to do with them, or such as were begun with other settings.</exception>
    public Metadynamics(IPotential potential, Structure structure, MetadynamicsSettings settings, string folder, bool resume = false, bool force = false)
    {
        settings.Check(structure);
        (_potential, _structure, _settings, _folder) = (potential, structure, settings, folder);
        _hills = new Hills[settings.Runs];
        string[] old = Directory.Exists(folder) ? Directory.GetFiles(folder, "run-*") : [];
        if (old.Length > 0 && !resume && !force)
            throw new SimulationException($"{folder} holds runs already: --resume goes on with them, --force begins anew.");
        if (old.Length == 0 && resume)
            throw new SimulationException($"There are no runs in {folder} to go on with; leave out --resume to begin.");
        Directory.CreateDirectory(folder);
        var plan = Path.Combine(folder, "metadynamics.json");
        foreach (var file in resume ? [] : old.Append(plan))
            File.Delete(file);
        var asked = MetadynamicsPlan.Of(potential.Name, structure, settings);
        MetadynamicsPlan.Read(plan)?.RefuseOther(asked, folder);
        asked.Write(plan);
    }

    /// <summary>Where the guard against nonsense comes from; null for none.</summary>
    public Func<DynamicsSettings, string, Guard?>? Guards { get; init; }

    /// <summary>Steps that are still to be taken by all runs, when asked before they go on.</summary>
    public long StepsLeft => Enumerable.Range(0, _settings.Runs).Sum(run => Math.Max(0, _settings.Steps - (File.Exists(In(run, "restart")) ? RestartFile.Read(In(run, "restart")).Step : 0)));

    /// <summary>Called with steps taken, from any thread.</summary>
    public Action<long>? Stepped { get; init; }

    /// <summary>All values with their biases less c(t), as one window.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted; all runs can be gone on with.</exception>
    public UmbrellaWindow Run(Team team, CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        team.Run(this, _settings.Runs);
        cancellation.ThrowIfCancellationRequested();
        return BiasedValues.Read(_settings, Enumerable.Range(0, _settings.Runs).Select(run => (In(run, "series"), In(run, "hills"))));
    }

    /// <summary>The free energy that the hills themselves say, −γ/(γ − 1) V, eV, mean over runs, zero at its lowest; after <see cref="Run"/>.</summary>
    public double[] FromHills(IEnumerable<double> places)
    {
        double[] at = [.. places];
        var scale = -_settings.Factor / (_settings.Factor - 1);
        double[] mean = [.. at.Select(x => _hills.Average(h => scale * (h.At(x).Energy - h.Offset)))];
        var lowest = mean.Min();
        return [.. mean.Select(f => f - lowest)];
    }

    void IJob.Run(int index, int worker)
    {
        if (_cancellation.IsCancellationRequested)
            return;
        var hills = _hills[index] = _settings.NewHills();
        var path = In(index, "restart");
        var old = File.Exists(path) ? RestartFile.Read(path) : null;
        var file = new HillsFile(In(index, "hills"), _settings.Pace, _settings.Variable, hills, old?.Step, old?.FileLengths["hills"] ?? 0);
        var potential = Biased(hills);
        using var run = old is not null ? MolecularDynamics.Resume(old, potential, cancellation: _cancellation) : MolecularDynamics.Start(_structure, potential, new DynamicsSettings
        {
            Ensemble = new Langevin(_settings.Temperature, _settings.RelaxationTime),
            TimeStep = _settings.TimeStep,
            Seed = unchecked(_settings.Seed * 1_000_003 + (ulong)index),
        }, cancellation: _cancellation);
        run.Guard = Guards?.Invoke(run.Settings, In(index, "stopped.xyz"));
        // Values first: they were sampled before the hill of their step.
        run.Attach(new BiasedSeries(In(index, "series"), _settings, hills));
        run.Attach(file);
        run.Attach(new RestartWriter(path, 50_000));
        run.Attach(new StepCount(Stepped, run.State.Step));
        run.Run(_settings.Steps - run.State.Step, _cancellation);
    }

    WeightedSum Biased(Hills hills)
    {
        var variable = _settings.Variable;
        List<(double, IPotential)> terms = [(1, _potential), (1, new CollectivePotential("hills:cv=" + variable.Name.Replace(" ", "", StringComparison.Ordinal), variable, hills))];
        if (!_settings.IsRing)
        {
            var stiffness = 4 * _settings.Energy / (_settings.HillWidth * _settings.HillWidth);
            foreach (var above in (bool[])[false, true])
                terms.Add((1, new CollectivePotential($"wall:{above}", variable, new Wall(above ? _settings.To : _settings.From, stiffness, above))));
        }
        return new WeightedSum(terms);
    }

    string In(int run, string suffix) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"run-{run:00}.{suffix}"));

    sealed class BiasedSeries(string path, MetadynamicsSettings settings, Hills hills) : IGrowingFile, IDisposable
    {
        readonly CollectiveGradient _gradient = new();
        FileStream? _stream;

        public int Every => settings.Every;

        public string Role => "series";

        public long Length => _stream!.Position;

        public void Open(long? keep)
        {
            _stream = new FileStream(path, keep is null ? FileMode.Create : FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1);
            _stream.SetLength(keep ?? 0);
            _stream.Position = keep ?? 0;
            if (keep is null)
                _stream.Write(Encoding.UTF8.GetBytes("# time/fs value bias/eV c(t)/eV\n"));
        }

        public void Observe(MolecularDynamics dynamics)
        {
            _gradient.Reset(dynamics.State.Count);
            var value = settings.Variable.Evaluate(dynamics.State.Structure, 1, _gradient);
            _stream!.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{dynamics.State.Time:0.####} {value:G9} {hills.At(value).Energy:G9} {hills.Offset:G9}\n")));
        }

        public void Dispose() => _stream?.Dispose();
    }
}
