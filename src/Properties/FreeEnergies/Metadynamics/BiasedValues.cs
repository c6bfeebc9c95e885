using System.Globalization;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>The values of all runs and their biases less c(t), out of the files of series and hills: hills are laid down once more, in the order of time, so that the bias of every moment is known everywhere.</summary>
sealed class BiasedValues
{
    /// <summary>Stretches of a run in which the bias is taken for constant in c(t), not in the values; numbers kept of all of them.</summary>
    const int MostStretches = 4000;
    const long MostNumbers = 16_000_000;

    /// <summary>Cells to the width of a hill.</summary>
    const double Fineness = 3;

    readonly MetadynamicsSettings _settings;
    readonly BiasLevels _levels;
    readonly int _stretches;
    readonly List<double> _values = [];
    readonly List<double> _biases = [];
    readonly List<int> _stretchOf = [];

    BiasedValues(MetadynamicsSettings settings)
    {
        _settings = settings;
        // Walls let values a little way out.
        var margin = settings.IsRing ? 0 : settings.HillWidth;
        double from = settings.From - margin, range = settings.To - settings.From + 2 * margin;
        var cells = (int)Math.Clamp(Math.Ceiling(range / settings.HillWidth * Fineness), 20, 2000);
        _levels = new BiasLevels(from, range / cells, cells, settings.IsRing, settings.Energy);
        _stretches = (int)Math.Clamp(MostNumbers / cells / settings.Runs, 1, MostStretches);
    }

    /// <summary>As one window.</summary>
    /// <param name="runs">The files of each run.</param>
    internal static UmbrellaWindow Read(MetadynamicsSettings settings, IEnumerable<(string Series, string Hills)> runs)
    {
        var all = new BiasedValues(settings);
        foreach (var (series, hills) in runs)
            all.Add(series, hills);
        var c = all._levels.Solve();
        return new UmbrellaWindow(double.NaN, 0, [.. all._values]) { Biases = [.. all._biases.Select((b, i) => b - c[all._stretchOf[i]])], Runs = settings.Runs };
    }

    void Add(string series, string hillsPath)
    {
        var rows = File.ReadLines(series).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        var laid = HillsFile.Read(hillsPath).ToArray();
        var hills = _settings.NewHills();
        var first = (int)(_settings.Discard * rows.Length);
        // Only in what is kept do stretches cost memory.
        var each = Math.Max(1, (int)Math.Ceiling(laid.Length * (1 - _settings.Discard) / _stretches));
        var (next, since, stretch) = (0, 0, -1);
        for (var i = first; i < rows.Length; i++)
        {
            // A value at the step of a hill was sampled before it.
            var step = (long)Math.Round(rows[i][0] / _settings.TimeStep);
            for (; next < laid.Length && laid[next].Step < step; next++, since++)
                hills.Add(laid[next].At, laid[next].Height);
            if (stretch < 0 || since >= each)
                (stretch, since) = (_levels.Begin(x => hills.At(x).Energy), 0);
            _levels.Add(rows[i][1], rows[i][2]);
            _values.Add(rows[i][1]);
            _biases.Add(rows[i][2]);
            _stretchOf.Add(stretch);
        }
    }
}
