using Athanor.Atoms;
using Athanor.Properties;
using Athanor.Reports;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>What came of a run: averages for the screen, curves for the page.</summary>
sealed class RunReport(MolecularDynamics dynamics, RunRecorder recorder, RunUncertainty? uncertainty)
{
    readonly int _atoms = dynamics.State.Count;

    /// <summary>Averages over the later half of the run.</summary>
    public IEnumerable<(string Name, Quantity Mean)> Averages()
    {
        var settled = recorder.Settled;
        yield return ("temperature", CorrelatedMean.Of(settled.Select(r => r.Temperature), "K"));
        yield return ("potential energy", CorrelatedMean.Of(settled.Select(r => r.PotentialEnergy / _atoms), "eV/atom"));
        if (settled.Any(r => r.Pressure is not null))
            yield return ("pressure", CorrelatedMean.Of(settled.Select(r => Units.GigaPascal * (r.Pressure ?? double.NaN)), "GPa"));
        if (dynamics.Settings.Ensemble is ConstantPressure)
            yield return ("volume", CorrelatedMean.Of(settled.Select(r => (r.Volume ?? double.NaN) / _atoms), "Å³/atom"));
        if (uncertainty is null)
            yield break;
        var later = uncertainty.All.Where(r => settled.Count == 0 || r.Time >= settled[0].Time).ToArray();
        yield return ("σ of the energy", CorrelatedMean.Of(later.Select(r => 1000 * r.Energy / _atoms), "meV/atom"));
        yield return ("largest σ of a force", CorrelatedMean.Of(later.Select(r => r.LargestForce), "eV/Å"));
    }

    /// <summary>How far the conserved energy went from its first value by the end, meV per atom.</summary>
    public double Drift => recorder.All.Count == 0 ? double.NaN : 1000 * (recorder.All[^1].Conserved - recorder.All[0].Conserved) / _atoms;

    public Table ToTable()
    {
        var table = new Table("Averages over the later half", Column.Text("quantity"), Column.Text("mean") with { AlignRight = true });
        foreach (var (name, mean) in Averages())
            table.Row(name, mean.ToString());
        table.Row("drift of the conserved energy", $"{NumberText.Significant(Drift, 3)} meV/atom");
        return table;
    }

    public void AddTo(ReportPage page)
    {
        var section = page.Section("Summary").Add(ToTable());
        if (dynamics.IsResumed)
            section.Note("The run was resumed: what is shown begins where it went on.");
        var curves = page.Section("Curves");
        var time = new Axis("Time", "ps");
        var x = recorder.All.Select(r => r.Time / 1000).ToArray();
        curves.Add(Curve("Temperature", "K", r => r.Temperature, dynamics.Settings.Ensemble.TargetTemperature));
        curves.Add(Curve("Potential energy per atom", "eV", r => r.PotentialEnergy / _atoms));
        var first = recorder.All.Count > 0 ? recorder.All[0].Conserved : 0;
        var drift = Curve("Drift of the conserved energy per atom", "meV", r => 1000 * (r.Conserved - first) / _atoms);
        drift.Caption = "Total energy less what thermostat and barostat gave; what is left is the error of the time step, or of the forces.";
        curves.Add(drift);
        if (recorder.All.Any(r => r.Pressure is not null))
            curves.Add(Curve("Pressure", "GPa", r => Units.GigaPascal * (r.Pressure ?? double.NaN), (dynamics.Settings.Ensemble as ConstantPressure)?.Pressure));
        if (dynamics.Settings.Ensemble is ConstantPressure)
            curves.Add(Curve("Volume per atom", "Å³", r => (r.Volume ?? double.NaN) / _atoms));
        if (uncertainty is { All.Count: > 1 })
        {
            var when = uncertainty.All.Select(r => r.Time / 1000).ToArray();
            curves.Add(new LineChart("Standard deviation of the energy per atom", time, new Axis("σ", "meV")).Add(new LineSeries("σ", when, [.. uncertainty.All.Select(r => 1000 * r.Energy / _atoms)])));
            curves.Add(new LineChart("Largest standard deviation of a force", time, new Axis("σ", "eV/Å")).Add(new LineSeries("σ", when, [.. uncertainty.All.Select(r => r.LargestForce)])));
        }
        AddModel(page);

        LineChart Curve(string title, string unit, Func<Reading, double> value, Ramp? target = null)
        {
            var chart = new LineChart(title, time, new Axis(title, unit));
            chart.Add(new LineSeries(title, x, [.. recorder.All.Select(value)]));
            if (target is { } ramp)
                chart.Add(new LineSeries("target", x, [.. recorder.All.Select(r => ramp.At(r.Time))]) { Dashed = true });
            return chart;
        }
    }

    void AddModel(ReportPage page)
    {
        if (recorder.Shown.Count == 0)
            return;
        string[] symbols = [.. dynamics.State.Structure.Elements.ToArray().Select(e => e.Symbol)];
        var (_, positions, cell) = recorder.Shown[0];
        var view = new MoleculeView(dynamics.State.Structure.Formula, symbols, positions, cell);
        foreach (var (at, moved, box) in recorder.Shown.Skip(1))
            view.AddFrame(moved, $"{at / 1000:0.###} ps", box);
        page.Section("Structure").Add(view);
    }
}
