using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>Errors group by group and of all frames together, as a table, as sentences and as JSON.</summary>
public sealed class ErrorTable
{
    readonly SortedDictionary<string, GroupErrors> _groups = new(StringComparer.Ordinal);

    public GroupErrors All { get; } = new("all");

    public void Add(EvaluatedFrame evaluated)
    {
        All.Add(evaluated);
        var name = string.IsNullOrWhiteSpace(evaluated.Frame.Group) ? "(no group)" : evaluated.Frame.Group;
        if (!_groups.TryGetValue(name, out var group))
            _groups[name] = group = new GroupErrors(name);
        group.Add(evaluated);
    }

    /// <summary>One group is not told apart from all.</summary>
    IEnumerable<GroupErrors> Rows => _groups.Count > 1 ? _groups.Values.Where(g => g.Any).Append(All) : [All];

    /// <param name="caption">What the frames are.</param>
    public Table ToTable(string caption = "Errors against the labels")
    {
        // What nothing is labelled with gets no empty columns; energies and forces are missed where they are absent.
        var withStress = All.Stress.Count > 0;
        Column[] columns =
        [
            Column.Text("group"), Column.Number("frames"),
            Column.Number("energy RMSE", "meV/atom"), Column.Number("MAE", "meV/atom"),
            Column.Number("force RMSE", "meV/Å"), Column.Number("MAE", "meV/Å"),
            .. withStress ? [Column.Number("stress RMSE", "GPa"), Column.Number("MAE", "GPa")] : Array.Empty<Column>(),
        ];
        var table = new Table(caption, columns);
        foreach (var row in Rows)
        {
            Reports.Cell[] cells =
            [
                row.Name, row.Frames, Rmse(row.Energy, 1e3), Mae(row.Energy, 1e3), Rmse(row.Forces, 1e3), Mae(row.Forces, 1e3),
                .. withStress ? new Reports.Cell[] { Rmse(row.Stress, Units.GigaPascal), Mae(row.Stress, Units.GigaPascal) } : Array.Empty<Reports.Cell>(),
            ];
            table.Row(cells);
        }
        return table;

        static double? Rmse(ErrorSum sum, double factor) => sum.Count > 0 ? factor * sum.RootMeanSquare : null;
        static double? Mae(ErrorSum sum, double factor) => sum.Count > 0 ? factor * sum.MeanAbsolute : null;
    }

    /// <summary>What the table does not show and a reader should know.</summary>
    public IEnumerable<string> Remarks()
    {
        var energy = All.Energy;
        if (energy.Count > 2 && Math.Abs(energy.Mean) > 5 * energy.Spread && Math.Abs(energy.Mean) > 0.005)
        {
            yield return $"Predicted energies are {1e3 * energy.Mean:+0;−0} meV/atom off on average, with a spread of only {1e3 * energy.Spread:0.#} meV/atom: "
                + "the potential and the labels count energy from different zeros.";
        }
        if (All.EnergyPerStd.Count + All.ForcesPerStd.Count > 0)
        {
            (ErrorSum Sum, string Of)[] parts = [(All.EnergyPerStd, "energies"), (All.ForcesPerStd, "force components")];
            var times = parts.Where(p => p.Sum.Count > 0).Select(p => $"{NumberText.Significant(p.Sum.RootMeanSquare, 2)} times those of {p.Of}");
            yield return $"In units of the standard deviations that the potential gives, errors are (root mean square; 1 would be right) {string.Join(", ", times)}.";
        }
        if (All.WorstForce is { } worst)
            yield return $"The largest force error is {NumberText.Significant(1e3 * Math.Abs(All.Forces.Worst), 3)} meV/Å, at {worst}.";
    }

    public object ToJson() => Rows.Select(r => new
    {
        Group = r.Name,
        r.Frames,
        Energy = One(r.Energy, "eV/atom"),
        Forces = One(r.Forces, "eV/Å"),
        Stress = One(r.Stress, "eV/Å³"),
        EnergyPerStd = PerStd(r.EnergyPerStd),
        ForcesPerStd = PerStd(r.ForcesPerStd),
    });

    static double? PerStd(ErrorSum sum) => sum.Count > 0 ? sum.RootMeanSquare : null;

    static object? One(ErrorSum sum, string unit) => sum.Count == 0 ? null : new
    {
        sum.Count,
        Rmse = new Quantity(sum.RootMeanSquare, unit),
        Mae = new Quantity(sum.MeanAbsolute, unit),
        Mean = new Quantity(sum.Mean, unit),
        Worst = new Quantity(sum.Worst, unit),
    };
}
