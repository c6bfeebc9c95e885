using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>Pairs of reference and prediction for the pictures of a report.</summary>
/// <param name="atoms">Taken off the energies, which otherwise show little but the composition; null for total energies.</param>
public sealed class ParityPairs(AtomEnergies? atoms = null)
{
    readonly Pairs _energies = new(), _forces = new(), _stresses = new();

    public void Add(EvaluatedFrame evaluated)
    {
        var (frame, prediction) = evaluated;
        var group = frame.Group ?? "";
        var off = atoms?.Sum(frame.Structure) ?? 0;
        // The energy of an isolated atom lies far from all others: the picture would show nothing else. It is in the table.
        if (frame.Energy is { } energy && frame.Structure.Count > 1)
            _energies.Add(group, (energy - off) / frame.Structure.Count, (prediction.Energy - off) / frame.Structure.Count);
        for (var i = 0; i < evaluated.Forces?.Length; i++)
        {
            for (var c = 0; c < 3; c++)
                _forces.Add(group, evaluated.Forces[i][c], prediction.Forces[i][c]);
        }
        if (evaluated.Stress is { } stress && prediction.StressIn(frame.Structure) is { } predicted)
        {
            for (var a = 0; a < 3; a++)
            {
                for (var b = a; b < 3; b++)
                    _stresses.Add(group, Units.GigaPascal * stress[a, b], Units.GigaPascal * predicted[a, b]);
            }
        }
    }

    /// <summary>One picture for each quantity that has labels.</summary>
    public IEnumerable<ParityPlot> Plots()
    {
        if (_energies.Any)
            yield return _energies.Plot(atoms is null ? "Energy" : "Energy less that of the atoms", "energy per atom", "eV");
        if (_forces.Any)
            yield return _forces.Plot("Forces", "force component", "eV/Å");
        if (_stresses.Any)
            yield return _stresses.Plot("Stress", "stress component", "GPa");
    }

    sealed class Pairs
    {
        /// <summary>More groups than colours would only confuse.</summary>
        const int MostGroups = 6;

        readonly Dictionary<string, (List<double> Reference, List<double> Predicted)> _groups = [];

        public bool Any => _groups.Count > 0;

        public void Add(string group, double reference, double predicted)
        {
            if (!_groups.TryGetValue(group, out var lists))
                _groups[group] = lists = ([], []);
            lists.Reference.Add(reference);
            lists.Predicted.Add(predicted);
        }

        public ParityPlot Plot(string title, string quantity, string unit)
        {
            var plot = new ParityPlot(title, quantity, unit);
            if (_groups.Count > MostGroups || _groups.Count == 1)
                return plot.Add("all", [.. _groups.Values.SelectMany(g => g.Reference)], [.. _groups.Values.SelectMany(g => g.Predicted)]);
            foreach (var (name, (reference, predicted)) in _groups.OrderBy(g => g.Key, StringComparer.Ordinal))
                plot.Add(name.Length == 0 ? "(no group)" : name, reference, predicted);
            return plot;
        }
    }
}
