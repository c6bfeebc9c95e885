using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>The stress along a run from its log, which can be written every few steps where frames would fill the disk. See <see cref="Simulation.RunLog"/> for the form.</summary>
public static class LogStress
{
    const string Beginning = "# step time/fs";
    static readonly string[] Wanted = ["time/fs", "temperature/K", "volume/A^3", "stress_xx/GPa", "stress_yy/GPa", "stress_zz/GPa", "stress_yz/GPa", "stress_xz/GPa", "stress_xy/GPa"];

    /// <summary>Whether a file is such a log.</summary>
    public static bool IsLog(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var head = new char[Beginning.Length];
            return reader.ReadBlock(head) == head.Length && new string(head) == Beginning;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Line by line, as they are asked for; whether there is such a log is looked at at once.</summary>
    /// <exception cref="AtomsException">There is no such file, or it is no log of a bulk; while it is read: a line is not what the first promises.</exception>
    public static IEnumerable<StressSample> Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            Columns(path, reader.ReadLine());
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AtomsException($"There is no log {path}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AtomsException($"The log {path} cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
        return Lines(path);
    }

    static int[] Columns(string path, string? first)
    {
        if (first is null || !first.StartsWith(Beginning, StringComparison.Ordinal))
            throw new AtomsException($"{path} is not the log of a run: it should begin with \"{Beginning}\".");
        var names = first.TrimStart('#', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var columns = Wanted.Select(name => Array.IndexOf(names, name)).ToArray();
        if (Array.IndexOf(columns, -1) is >= 0 and var missing)
            throw new AtomsException($"{path} has no column {Wanted[missing]}: only runs of what repeats in all three directions have a stress.");
        return columns;
    }

    static IEnumerable<StressSample> Lines(string path)
    {
        using var reader = new StreamReader(path);
        var columns = Columns(path, reader.ReadLine());
        var line = 1;
        while (reader.ReadLine() is { } text)
        {
            line++;
            var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0] == "#")
                continue;
            var v = new double[columns.Length];
            for (var k = 0; k < v.Length; k++)
            {
                if (columns[k] >= words.Length || !double.TryParse(words[columns[k]], NumberStyles.Float, CultureInfo.InvariantCulture, out v[k]))
                    throw new AtomsException($"{path}, line {line}: there is no number for {Wanted[k]}; the log may be cut short here. Remove the line.");
            }
            var stress = 1 / Units.GigaPascal * new Mat3(v[3], v[8], v[7], v[8], v[4], v[6], v[7], v[6], v[5]);
            yield return new StressSample(v[0], v[1], v[2], stress);
        }
    }

    /// <param name="from">fs: what was before is left out, in place of <see cref="TrajectorySettings.Skip"/> lines; null for a log by itself.</param>
    internal static LogReading Viscosity(IEnumerable<StressSample> log, TrajectorySettings settings, double? from = null)
    {
        var gauge = new StressGauge();
        double first = double.NaN, last = double.NaN, step = double.NaN, volumes = 0;
        long taken = from is null ? -settings.Skip : 0;
        foreach (var sample in log)
        {
            if (taken++ < 0 || sample.Time < from)
                continue;
            var now = sample.Time - last;
            if (!double.IsNaN(last) && double.IsNaN(step))
                step = now;
            if (!double.IsNaN(step) && !double.IsNaN(last) && !(Math.Abs(now - step) <= 1e-3 * step))
                throw new AtomsException(string.Create(CultureInfo.InvariantCulture, $"The log goes from {last} fs to {sample.Time} fs, where its other lines are {step} fs apart; correlations in time need equal steps."));
            first = double.IsNaN(first) ? sample.Time : first;
            last = sample.Time;
            volumes += sample.Volume;
            gauge.Take(sample);
        }
        if (gauge.Count < 32)
            throw new AtomsException($"The log has {gauge.Count} lines to look at; a correlation wants 32 at least.");
        return new LogReading(gauge.Finish(step, settings.Temperature), gauge.Count, step, first, last, volumes / gauge.Count);
    }
}

/// <summary>What a log says.</summary>
/// <param name="Step">fs between lines.</param>
/// <param name="First">fs, of the first line looked at.</param>
/// <param name="Last">fs.</param>
/// <param name="Volume">Å³, the mean.</param>
sealed record LogReading(Viscosity? Viscosity, long Samples, double Step, double First, double Last, double Volume)
{
    /// <summary>By which part the mean volume of a log may differ from that of the frames of the same run, which are fewer.</summary>
    const double MostOff = 0.01;

    /// <summary>How it is seen that a log is not that of the trajectory, in sentences.</summary>
    /// <param name="times">fs, of the first frame and of the last; not numbers where frames have no times.</param>
    /// <param name="frame">fs between frames.</param>
    /// <param name="volume">Å³, the mean over frames; not a number where they have none.</param>
    internal IEnumerable<string> Doubts((double Begin, double End) times, double frame, double volume)
    {
        if (Math.Abs(Volume / volume - 1) > MostOff)
            yield return string.Create(CultureInfo.InvariantCulture, $"The log has a mean volume of {Volume:0.##} Å³, the trajectory one of {volume:0.##} Å³: it is not the log of this run, and what follows from the stress is that of another.");
        // Runs end where they end: between two frames, or between two lines.
        var slack = 2 * Math.Max(Step, frame);
        if (First > times.Begin + slack || Math.Abs(Last - times.End) > slack)
            yield return string.Create(CultureInfo.InvariantCulture, $"The log goes from {First:0.###} to {Last:0.###} fs, the trajectory from {times.Begin:0.###} to {times.End:0.###} fs: it may be the log of another run, or one of the two ends early.");
    }
}
