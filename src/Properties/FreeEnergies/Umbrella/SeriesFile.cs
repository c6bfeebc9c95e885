using System.Globalization;
using System.Text;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// Writes time and ξ every so many steps, and behind them what each member of the potential's ensemble says of the energy less what the potential says, eV. A head says what bias it was under, so that <see cref="WindowFiles"/> need not be told.
/// </summary>
sealed class SeriesFile : IGrowingFile, IDisposable
{
    readonly string _path, _head;
    readonly ICollectiveVariable _variable;
    readonly long _after;
    readonly CollectiveGradient _gradient = new();
    readonly IEvaluator? _evaluator;
    readonly IMemberForces? _members;
    readonly double[] _energies;
    readonly Vec3[] _forces;
    readonly Prediction _prediction = new();
    FileStream? _stream;

    /// <param name="after">The last step of equilibration.</param>
    /// <param name="head">The first lines, each beginning with #.</param>
    internal SeriesFile(string path, string head, ICollectiveVariable variable, IPotential potential, int atoms, int every, long after)
    {
        (_path, _head, _variable, _after, Every) = (path, head, variable, after, every);
        if (EnsembleMembers.Of(potential).Count > 1)
        {
            _evaluator = potential.Open(EvaluatorOptions.Default);
            _members = _evaluator as IMemberForces is { MemberCount: > 1 } members ? members : null;
        }
        _energies = new double[_members?.MemberCount ?? 0];
        _forces = new Vec3[_energies.Length * atoms];
    }

    public int Every { get; }

    public string Role => "series";

    public long Length => _stream!.Position;

    public void Open(long? keep)
    {
        _stream = new FileStream(_path, keep is null ? FileMode.Create : FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1);
        if (keep is { } length)
        {
            if (_stream.Length < length)
                throw new SimulationException($"{_path} has only {_stream.Length} bytes, but its window had written {length}. Begin anew with --force.");
            _stream.SetLength(length);
            _stream.Position = length;
            return;
        }
        var columns = string.Concat(Enumerable.Range(1, _energies.Length).Select(m => $" member_{m}/eV"));
        _stream.Write(Encoding.UTF8.GetBytes($"{_head}{(_energies.Length > 0 ? $"# members={_energies.Length}\n" : "")}# time/fs value{columns}\n"));
        _stream.Flush();
    }

    public void Observe(MolecularDynamics dynamics)
    {
        if (dynamics.State.Step <= _after)
            return;
        var structure = dynamics.State.Structure;
        _gradient.Reset(structure.Count);
        var line = new StringBuilder();
        line.Append(dynamics.State.Time.ToString("0.####", CultureInfo.InvariantCulture)).Append(' ').Append(_variable.Evaluate(structure, 1, _gradient).ToString("G9", CultureInfo.InvariantCulture));
        if (_members is not null)
        {
            _evaluator!.Evaluate(structure, Request.Energy, _prediction);
            _members.EvaluateMembers(structure, _energies, _forces);
            foreach (var energy in _energies)
                line.Append(' ').Append((energy - _prediction.Energy).ToString("G7", CultureInfo.InvariantCulture));
        }
        _stream!.Write(Encoding.UTF8.GetBytes(line.Append('\n').ToString()));
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _evaluator?.Dispose();
    }
}
