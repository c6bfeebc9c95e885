using System.Globalization;
using System.Text;

namespace Athanor.Simulation;

/// <summary>
/// Lays a hill down every so many steps and writes it: step, ξ, height in eV. A resumed run finds the hills again; that of the step at which it stopped is felt from the next step on, as it was by the run that was not stopped, and so comes
/// in only when the run is there (<see cref="Open"/>).
/// </summary>
public sealed class HillsFile : IGrowingFile, IDisposable
{
    readonly string _path;
    readonly ICollectiveVariable _variable;
    readonly Hills _hills;
    readonly CollectiveGradient _gradient = new();
    readonly List<(double At, double Height)> _pending = [];
    FileStream? _stream;

    /// <param name="resumed">The step of the restart that is gone on from; null for a new run.</param>
    /// <param name="length">Bytes of the file that belong to it.</param>
    /// <exception cref="SimulationException">The file of the resumed run is not there, not whole, or of other hills.</exception>
    public HillsFile(string path, int every, ICollectiveVariable variable, Hills hills, long? resumed = null, long length = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        (_path, Every, _variable, _hills) = (path, every, variable, hills);
        if (resumed is not { } step)
            return;
        foreach (var (at, where, height) in Read(path, length, Head(hills)))
        {
            if (at < step)
                hills.Add(where, height);
            else
                _pending.Add((where, height));
        }
    }

    public int Every { get; }

    public string Role => "hills";

    public long Length => _stream!.Position;

    public void Open(long? keep)
    {
        _stream = new FileStream(_path, keep is null ? FileMode.Create : FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1);
        _stream.SetLength(keep ?? 0);
        _stream.Position = keep ?? 0;
        foreach (var (at, height) in _pending)
            _hills.Add(at, height);
        _pending.Clear();
        if (keep is null)
            _stream.Write(Encoding.UTF8.GetBytes(Head(_hills)));
    }

    public void Observe(MolecularDynamics dynamics)
    {
        if (dynamics.State.Step == 0)
            return;
        _gradient.Reset(dynamics.State.Count);
        var at = _variable.Evaluate(dynamics.State.Structure, 1, _gradient);
        var height = _hills.NextHeight(at);
        _hills.Add(at, height);
        _stream!.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{dynamics.State.Step} {at:R} {height:R}\n")));
    }

    public void Dispose() => _stream?.Dispose();

    static string Head(Hills hills) => string.Create(CultureInfo.InvariantCulture, $"# step value height/eV; width {hills.Width}, bias factor {hills.Factor}, kT {hills.ThermalEnergy} eV\n");

    /// <summary>All hills of a file, in the order in which they were laid down; heights in eV.</summary>
    /// <exception cref="SimulationException">It cannot be read, or a line is no hill.</exception>
    public static IEnumerable<(long Step, double At, double Height)> Read(string path) => Read(path, null, null);

    /// <param name="length">Bytes that belong to the run; all where null.</param>
    /// <param name="head">With which it has to begin; anything where null.</param>
    static IEnumerable<(long Step, double At, double Height)> Read(string path, long? length, string? head)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"The hills {path} cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
        if (bytes.Length < length)
            throw new SimulationException($"The hills {path} have only {bytes.Length} bytes, but the run they belong to had written {length}.");
        // Heights of other hills, or at another temperature, would be read as if they were these.
        if (length > 0 && head is not null && Encoding.UTF8.GetString(bytes, 0, Math.Max(0, Array.IndexOf(bytes, (byte)'\n') + 1)) is var first && first != head)
            throw new SimulationException($"The hills {path} begin with '{first.TrimEnd()}', but those of this run would with '{head.TrimEnd()}'. Go on with the same width, bias factor and temperature, or begin anew.");
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, (int)(length ?? bytes.Length)).Split('\n').Where(l => l.Length > 0 && l[0] != '#'))
        {
            var words = line.Split(' ');
            if (words.Length < 3 || !long.TryParse(words[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out var step) || !double.TryParse(words[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var at) || !double.TryParse(words[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var height))
                throw new SimulationException($"'{line}' in the hills {path} is no hill (a step, a value, a height). The file is damaged; begin anew.");
            yield return (step, at, height);
        }
    }
}
