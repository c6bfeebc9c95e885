using Athanor.Atoms;
using Athanor.Campaigns;
using Athanor.Properties;
using Athanor.Reports;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>What came of a run: averages for the screen, curves for the page.</summary>
sealed class RunReport(MolecularDynamics dynamics, RunRecorder recorder, RunUncertainty? uncertainty)
{
    /// <summary>Effective share of readings below which members' weights say nothing.</summary>
    const double LeastShare = 0.1;

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
        if (ModelError(later) is { } error)
            yield return (error.Reweighted ? "its error by the model" : "its error by the model, directly", new Quantity(1000 * error.Energy / _atoms, "meV/atom"));
        yield return ("σ of the energy", Mean(later.Select(r => 1000 * r.Energy / _atoms), "meV/atom"));
        yield return ("largest σ of a force", Mean(later.Select(r => r.LargestForce), "eV/Å"));

        // Without members σ is noise alone, the same in every frame.
        static Quantity Mean(IEnumerable<double> values, string unit) => values.ToArray() is [var first, ..] all && Array.TrueForAll(all, v => v == first) ? new(first, unit) : CorrelatedMean.Of(values, unit);
    }

    /// <summary>
    /// What the model makes uncertain of the mean energy, eV: the spread over members of the means that each would have, found from this run by weights (<see cref="MotionMean"/>) where the temperature is given and members are near enough
    /// for that, else of what they say along this run. Null without members. The statistical error, which a longer run makes smaller, is beside the mean itself.
    /// </summary>
    (double Energy, bool Reweighted)? ModelError(IReadOnlyList<RunUncertainty.Reading> later)
    {
        if (later.Count == 0 || later[0].Members.Length < 2)
            return null;
        var members = later[0].Members.Length;
        if (dynamics.Settings.Ensemble.TargetTemperature is { } target)
        {
            var weighted = MotionMean.Of([.. later.Select(r => new MotionReading(r.Time, target.At(r.Time), r.Mean, r.Members, 0))], target.At(later[^1].Time), (0, new double[members]));
            if (weighted is { Model: { } model, Share: > LeastShare })
                return (model, true);
        }
        double[] means = [.. Enumerable.Range(0, members).Select(m => later.Average(r => r.Members[m]))];
        return (MemberSpread.Deviation(means), false);
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
            curves.Add(new LineChart("Standard deviation of the energy per atom, spread and noise", time, new Axis("σ", "meV")).Add(new LineSeries("σ", when, [.. uncertainty.All.Select(r => 1000 * r.Energy / _atoms)])));
            curves.Add(new LineChart("Largest standard deviation of a force, spread and noise", time, new Axis("σ", "eV/Å")).Add(new LineSeries("σ", when, [.. uncertainty.All.Select(r => r.LargestForce)])));
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
