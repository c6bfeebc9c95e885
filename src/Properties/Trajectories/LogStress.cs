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

    /// <summary>Line by line, as they are asked for.</summary>
    /// <exception cref="AtomsException">While it is read: it is no log of a bulk, or a line is not what the first promises.</exception>
    public static IEnumerable<StressSample> Read(string path)
    {
        using var reader = new StreamReader(path);
        var first = reader.ReadLine();
        if (first is null || !first.StartsWith(Beginning, StringComparison.Ordinal))
            throw new AtomsException($"{path} is not the log of a run: it should begin with \"{Beginning}\".");
        var names = first.TrimStart('#', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var columns = Wanted.Select(name => Array.IndexOf(names, name)).ToArray();
        if (Array.IndexOf(columns, -1) is >= 0 and var missing)
            throw new AtomsException($"{path} has no column {Wanted[missing]}: only runs of what repeats in all three directions have a stress.");
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
    internal static (Viscosity? Viscosity, long Samples, double Step) Viscosity(IEnumerable<StressSample> log, TrajectorySettings settings, double? from = null)
    {
        var gauge = new StressGauge();
        double last = double.NaN, step = double.NaN;
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
            last = sample.Time;
            gauge.Take(sample);
        }
        if (gauge.Count < 32)
            throw new AtomsException($"The log has {gauge.Count} lines to look at; a correlation wants 32 at least.");
        return (gauge.Finish(step, settings.Temperature), gauge.Count, step);
    }
}
