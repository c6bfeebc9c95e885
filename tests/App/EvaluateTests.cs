using System.Text.Json;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.App.Tests;

public sealed class EvaluateTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Predictions_are_written_in_order_and_labels_kept()
    {
        // More frames than one batch, each told apart by its distance.
        _program.Write("in.xyz", string.Concat(Enumerable.Range(0, 150).Select(k => Inputs.Pair.Replace("3.8", $"{3.8 + 0.01 * k:0.00}", StringComparison.Ordinal))));
        var outcome = _program.Run("evaluate", Inputs.SmoothArgon, "in.xyz", "-o", "out.xyz", "--json", "--threads", "2").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(150, json.RootElement.GetProperty("frames").GetArrayLength());

        var potential = PotentialGrammar.Parse(Inputs.SmoothArgon);
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var expected = new Prediction();
        var frames = StructureFiles.Read(_program.PathOf("out.xyz")).ToArray();
        Assert.Equal(150, frames.Length);
        for (var k = 0; k < frames.Length; k++)
        {
            Assert.Equal(3.8 + 0.01 * k, frames[k].Structure.Positions[1].Z, 1e-9);
            evaluator.Evaluate(frames[k].Structure, Request.Forces, expected);
            Assert.Equal(expected.Energy, frames[k].Energy);
            Assert.Equal(expected.Forces[1], frames[k].Forces![1]);
            Assert.Equal("-0.01", frames[k].Info["ref_energy"]);
            Assert.Equal(0.1, frames[k].Columns["ref_forces"].Numbers![5]);
        }
    }

    [Fact]
    public void Born_charges_want_a_file_and_a_potential_that_has_them()
    {
        _program.Write("in.xyz", Inputs.Pair);
        _program.Run("evaluate", Inputs.SmoothArgon, "in.xyz", "--born-charges").MustEndWith(2).MustComplain("-o FILE.xyz");
        Assert.Contains("no Born charges", _program.Run("evaluate", Inputs.SmoothArgon, "in.xyz", "--born-charges", "-o", "out.xyz").MustEndWith(0).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("charges", StructureFiles.ReadOne(_program.PathOf("out.xyz")).Columns.Keys);
    }

    [Fact]
    public void Virials_by_atom_want_a_file_and_a_potential_that_has_them()
    {
        _program.Write("in.xyz", Inputs.Argon());
        _program.Run("evaluate", Inputs.SmoothArgon, "in.xyz", "--atom-virials").MustEndWith(2).MustComplain("-o FILE.xyz");
        _program.Run("evaluate", Inputs.SmoothArgon, "in.xyz", "--atom-virials", "--no-forces", "-o", "out.xyz").MustEndWith(2).MustComplain("--no-forces");
        _program.Run("evaluate", Inputs.SmoothArgon, "in.xyz", "--atom-virials", "-o", "out.xyz").MustEndWith(0);
        var frame = StructureFiles.ReadOne(_program.PathOf("out.xyz"));
        var column = frame.Columns["atom_virial"];
        Assert.Equal(9 * frame.Structure.Count, column.Numbers!.Length);
        var pressure = -Enumerable.Range(0, frame.Structure.Count).Sum(i => column.Numbers[9 * i]) / frame.Structure.Cell!.Volume;
        Assert.Equal(frame.Stress!.Value.XX, pressure, 1e-9);
        Assert.Contains("gives no virials by atom", _program.Run("evaluate", $"{Inputs.SmoothArgon} + d3:pbe", "in.xyz", "--atom-virials", "-o", "other.xyz").MustEndWith(0).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("atom_virial", StructureFiles.ReadOne(_program.PathOf("other.xyz")).Columns.Keys);
    }

    [Fact]
    public void Errors_are_those_of_the_labels()
    {
        _program.Write("in.xyz", Inputs.Pair);
        using var json = JsonDocument.Parse(_program.Run("evaluate", Inputs.SmoothArgon, "in.xyz", "--json").MustEndWith(0).Output);
        var energy = json.RootElement.GetProperty("frames")[0].GetProperty("energy").GetProperty("value").GetDouble();
        var errors = json.RootElement.GetProperty("errors")[0];
        Assert.Equal(Math.Abs(energy + 0.01) / 2, errors.GetProperty("energy").GetProperty("rmse").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(6, errors.GetProperty("forces").GetProperty("count").GetInt32());
        Assert.Equal(JsonValueKind.Null, errors.GetProperty("stress").ValueKind);
    }

    [Fact]
    public void An_evaluated_file_can_be_evaluated_again_and_keeps_every_label()
    {
        _program.Write("in.xyz", Inputs.Pair);
        _program.Run("evaluate", Inputs.SmoothArgon, "in.xyz", "-o", "one.xyz").MustEndWith(0);
        _program.Run("evaluate", "0.5 * " + Inputs.SmoothArgon, "one.xyz", "-o", "two.xyz").MustEndWith(0);
        var (one, two) = (StructureFiles.ReadOne(_program.PathOf("one.xyz")), StructureFiles.ReadOne(_program.PathOf("two.xyz")));
        Assert.Equal(0.5 * one.Energy!.Value, two.Energy!.Value, 1e-15);
        Assert.Equal(one.Energy.Value.ToString("R"), two.Info["ref_energy"]);
        Assert.Equal("-0.01", two.Info["other_ref_energy"]);
    }

    [Fact]
    public void The_report_has_parity_plots_and_is_not_overwritten()
    {
        _program.Write("in.xyz", Inputs.Pair);
        _program.Run("evaluate", Inputs.SmoothArgon, "in.xyz", "--report", "r.html").MustEndWith(0);
        Assert.Equal(2, _program.Read("r.html").Split("Parity plot of").Length - 1);
        _program.Run("evaluate", Inputs.SmoothArgon, "in.xyz", "--report", "r.html").MustEndWith(1).MustComplain("r.html exists");
    }

    [Fact]
    public void Single_precision_agrees_and_a_format_without_room_for_forces_is_refused()
    {
        _program.Write("in.xyz", Inputs.Argon());
        double Energy(string precision)
        {
            using var json = JsonDocument.Parse(_program.Run("evaluate", Inputs.SmoothArgon, "in.xyz", "--json", "--precision", precision).MustEndWith(0).Output);
            return json.RootElement.GetProperty("frames")[0].GetProperty("energy").GetProperty("value").GetDouble();
        }

        var (exact, single) = (Energy("double"), Energy("single"));
        Assert.NotEqual(exact, single);
        Assert.Equal(exact, single, 1e-5);
        _program.Run("evaluate", Inputs.SmoothArgon, "in.xyz", "-o", "out.cif").MustEndWith(2).MustComplain("out.xyz");
    }

    [Fact]
    public void A_committee_says_how_uncertain_it_is()
    {
        _program.Write("in.xyz", Inputs.Pair.Replace("3.8", "4.1", StringComparison.Ordinal));
        var members = new[] { 1.0, 1.1, 1.2 }.Select(f => $"{f:0.0} * {Inputs.SmoothArgon}").ToArray();
        var committee = $"committee({string.Join(", ", members)})";
        var energies = members.Select(m => PotentialGrammar.Parse(m)).Select(p =>
        {
            using var evaluator = p.Open(EvaluatorOptions.Default);
            var prediction = new Prediction();
            evaluator.Evaluate(StructureFiles.ReadOne(_program.PathOf("in.xyz")).Structure, Request.Forces, prediction);
            return (prediction.Energy, Force: prediction.Forces[1].Z);
        }).ToArray();
        var spread = (energies[2].Energy - energies[0].Energy) / 2;
        var forceSpread = (energies[2].Force - energies[0].Force) / 2;

        var outcome = _program.Run("evaluate", committee, "in.xyz", "-o", "out.xyz", "--json", "--report", "r.html").MustEndWith(0);
        var frame = StructureFiles.ReadOne(_program.PathOf("out.xyz"));
        Assert.Equal(energies[1].Energy, frame.Energy!.Value, 1e-14);
        Assert.Equal(Math.Abs(spread), double.Parse(frame.Info["energy_std"], System.Globalization.CultureInfo.InvariantCulture), 1e-14);
        Assert.Equal(Math.Abs(forceSpread), frame.Columns["forces_std"].Numbers![5], 1e-14);
        using var json = JsonDocument.Parse(outcome.Output);
        var row = json.RootElement.GetProperty("frames")[0];
        Assert.Equal(Math.Abs(spread), row.GetProperty("energy").GetProperty("error").GetDouble(), 1e-14);
        Assert.Equal(Math.Abs(forceSpread), row.GetProperty("largestForceStd").GetProperty("value").GetDouble(), 1e-14);
        var perStd = json.RootElement.GetProperty("errors")[0].GetProperty("energyPerStd").GetDouble();
        Assert.Equal(Math.Abs((energies[1].Energy + 0.01) / spread), perStd, 1e-10);
        Assert.Contains("Error bars", _program.Read("r.html"), StringComparison.Ordinal);

        Assert.Contains("σ", _program.Run("evaluate", committee, "in.xyz").MustEndWith(0).Output, StringComparison.Ordinal);
        _program.Run("evaluate", committee, "in.xyz", "-o", "certain.xyz", "--no-uncertainty").MustEndWith(0);
        var certain = StructureFiles.ReadOne(_program.PathOf("certain.xyz"));
        Assert.Equal(frame.Energy, certain.Energy);
        Assert.DoesNotContain("energy_std", certain.Info.Keys);
    }

    [Fact]
    public void A_calibrated_model_says_how_wrong_it_may_be_and_which_frames_are_outside()
    {
        var law = new ErrorLaw(1, 0.002, new Dictionary<Element, double> { [Element.Parse("Si")] = 0.03 }) { Frames = 9, EnergyFactors = [0.7, 1.5, 1.6, 2, 2.5, 2.6] };
        var file = ModelFile.FromBytes(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "Potentials", "Files", "golden", "ace-1.ath")), "golden");
        var card = file.Header["card"]?.AsObject() ?? [];
        card["calibration"] = ErrorLawJson.Write(law);
        if (file.Header["card"] is null)
            file.Header["card"] = card;
        file.Write(_program.PathOf("model.athanor"), false);
        var model = Assert.IsType<Calibrated>(PotentialGrammar.Parse(_program.PathOf("model.athanor")));
        var element = Element.All.First(model.Covers);
        _program.Write("pair.xyz", $"2\npbc=\"F F F\" energy=0\n{element} 0 0 0\n{element} 0 0 2.5\n");
        using var json = JsonDocument.Parse(_program.Run("evaluate", "model.athanor", "pair.xyz", "-o", "out.xyz", "--json").MustEndWith(0).Output);
        var frame = json.RootElement.GetProperty("frames")[0];
        Assert.Equal(1.5 * 0.002 * Math.Sqrt(2), frame.GetProperty("energy").GetProperty("error").GetDouble(), 1e-12);
        Assert.True(frame.GetProperty("largestForce").GetProperty("error").GetDouble() > 0);
        var written = StructureFiles.ReadOne(_program.PathOf("out.xyz"));
        Assert.Equal(0.03, written.Columns["forces_noise"].Numbers![1], 1e-14);
        Assert.DoesNotContain("energy_std", written.Info.Keys);
        // Two atoms alone are nothing that the golden model saw.
        Assert.Equal(json.RootElement.GetProperty("outside").GetInt32() == 1, written.Info.ContainsKey("outside"));
        Assert.Contains("(68 %), from 9 frames", _program.Run("inspect", "model.athanor").MustEndWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_goes_on_leaves_the_same_log_of_its_uncertainty()
    {
        _program.Write("in.xyz", Inputs.Silicon());
        void Run(string name, int steps, params string[] more) =>
            _program.Run(["md", "committee(sw, 0.9 * sw)", "in.xyz", "--temperature", "300", "--steps", $"{steps}", "--log", $"{name}.log", "--restart", $"{name}.rst", "--every", "100", .. more]).MustEndWith(0);
        Run("whole", 400);
        Run("parts", 300);
        Run("parts", 400, "--resume");
        Assert.Equal(_program.Read("whole.log"), _program.Read("parts.log"));
    }

    [Fact]
    public void A_committee_runs_relaxes_and_passes_the_audit()
    {
        _program.Write("in.xyz", Inputs.Silicon());
        const string Committee = "committee(sw, 0.9 * sw, sw:lambda=23)";
        var run = _program.Run("md", Committee, "in.xyz", "--temperature", "300", "--steps", "300", "--report", "run.html", "--log", "run.log", "--every", "50").MustEndWith(0);
        Assert.Contains("largest σ of a force", run.Output, StringComparison.Ordinal);
        Assert.Contains("its error by the model", run.Output, StringComparison.Ordinal);
        var log = _program.Read("run.log").Split('\n');
        Assert.EndsWith("sigma_energy/eV max_sigma_force/eV/A", log[0], StringComparison.Ordinal);
        // Asked every 200 steps: at steps 0 and 200.
        Assert.Equal([1, 5], Enumerable.Range(1, 7).Where(k => !log[k].EndsWith("NaN NaN", StringComparison.Ordinal)));
        Assert.Contains("Standard deviation of the energy", _program.Read("run.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("σ", _program.Run("md", "sw", "in.xyz", "--temperature", "300", "--steps", "20").MustEndWith(0).Output, StringComparison.Ordinal);
        _program.Run("relax", Committee, "in.xyz", "-o", "relaxed.xyz").MustEndWith(0);
        _program.Run("audit", Committee).MustEndWith(0);
        _program.Run("evaluate", "committee(sw)", "in.xyz").MustEndWith(1).MustComplain("at least two", "committee(a, b)");
    }
}
