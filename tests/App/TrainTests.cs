using System.Diagnostics;
using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.App.Tests;

public sealed class TrainTests : IDisposable
{
    static readonly string[] Small = ["--cutoff", "4.5", "--hidden", "6", "--steps", "8"];

    readonly Program _program = new();

    public TrainTests() => _program.Write("si.xyz", Silicon(24, 0.1, 5));

    public void Dispose() => _program.Dispose();

    /// <summary>Eight atoms, rattled and strained, labelled by Stillinger and Weber; every other frame in another group.</summary>
    static string Silicon(int count, double amplitude, int seed, double forces = 1)
    {
        var random = new Random(seed);
        double Next(double size) => size * (2 * random.NextDouble() - 1);
        using var evaluator = PotentialGrammar.Parse("sw").Open(EvaluatorOptions.Default);
        using var stream = new MemoryStream();
        var writer = new ExtxyzWriter(stream);
        var prediction = new Prediction();
        for (var k = 0; k < count; k++)
        {
            var strain = new Mat3(Next(0.03), Next(0.02), Next(0.02), 0, Next(0.03), Next(0.02), 0, 0, Next(0.03)).Symmetrized;
            var s = Crystal.Diamond(Element.Parse("Si"), 5.43).Strained(strain);
            for (var i = 0; i < s.Count; i++)
                s.Positions[i] += new Vec3(Next(amplitude), Next(amplitude), Next(amplitude));
            evaluator.Evaluate(s, Request.Forces | Request.Virial, prediction);
            writer.Write(new Frame(s)
            {
                Energy = prediction.Energy,
                Forces = [.. prediction.Forces.ToArray().Select(f => forces * f)],
                Stress = (-1 / s.Cell!.Volume) * prediction.Virial,
                Group = k % 2 == 0 ? "even" : "odd",
            });
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    [Fact]
    public void It_leaves_model_and_report_and_nothing_else()
    {
        _program.Write("test.xyz", Silicon(4, 0.1, 9));
        var outcome = _program.Run(["train", "si.xyz", "-o", "si.athanor", "--test", "test.xyz", "--group-weight", "odd=2.5", "--json", .. Small]).MustEndWith(0);
        Assert.Equal(["si.athanor", "si.report.html", "si.xyz", "test.xyz"], _program.Files);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(8, json.RootElement.GetProperty("steps").GetInt32());
        Assert.Equal("sweep", json.RootElement.GetProperty("stepName").GetString());
        Assert.False(json.RootElement.GetProperty("interrupted").GetBoolean());
        Assert.Equal(["training", "validation", "test"], json.RootElement.GetProperty("errors").EnumerateObject().Select(p => p.Name));
        var report = _program.Read("si.report.html");
        foreach (var word in new[] { "Learning curve", "Parity, test frames", "Dimers", "Error bars" })
            Assert.Contains(word, report, StringComparison.Ordinal);
        // The model is a potential like any other.
        Assert.Contains("force", _program.Run("evaluate", "si.athanor", "test.xyz").MustEndWith(0).Output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(3, "--committee", "3", "--hidden", "6", "--steps", "8", "--preset", "behler")]
    [InlineData(16, "--preset", "instant")]
    [InlineData(0, "--preset", "instant", "--heads", "0")]
    public void Members_are_one_file_that_knows_its_spread(int members, params string[] options)
    {
        var outcome = _program.Run(["train", "si.xyz", "-o", "si.athanor", "--cutoff", "4.5", "--json", .. options]).MustEndWith(0);
        Assert.Equal(["si.athanor", "si.report.html", "si.xyz"], _program.Files);
        if (members == 3)
        {
            using var json = JsonDocument.Parse(outcome.Output);
            Assert.Equal(3, json.RootElement.GetProperty("committee").GetInt32());
            Assert.Contains("Committee of 3: 3 of kind behler", _program.Run("inspect", "si.athanor").MustEndWith(0).Output, StringComparison.Ordinal);
        }
        var model = PotentialGrammar.Parse(_program.PathOf("si.athanor"));
        Assert.Equal(members, EnsembleMembers.Of(model).Count);
        _program.Run("evaluate", "si.athanor", "si.xyz", "-o", "out.xyz").MustEndWith(0);
        Assert.Equal(members > 0, _program.Read("out.xyz").Contains("energy_std", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_baseline_none_is_added_and_with_time_the_fit_ends()
    {
        var watch = Stopwatch.StartNew();
        _program.Run("train", "si.xyz", "-o", "none.athanor", "--baseline", "none", "--cutoff", "4.5", "--hidden", "6,5", "--time", "1s").MustEndWith(0);
        Assert.True(watch.Elapsed.TotalSeconds < 60);
        _program.Run(["train", "si.xyz", "-o", "zbl.athanor", .. Small]).MustEndWith(0);
        Assert.Null(Assert.IsType<Potentials.Behler.BehlerModel>(Calibrated.Bare(PotentialGrammar.Parse(_program.PathOf("none.athanor")))).Baseline);
        var based = Assert.IsType<ModelWithBaseline>(Calibrated.Bare(PotentialGrammar.Parse(_program.PathOf("zbl.athanor"))));
        Assert.Equal("zbl", based.Baseline.Name);
        Assert.Equal(4.5, based.Cutoff);
    }

    [Theory]
    [InlineData("si.athanor")]
    [InlineData("si.report.html")]
    public void An_output_that_exists_is_refused_before_anything_is_read(string existing)
    {
        _program.Write(existing, "precious");
        _program.Run("train", "nothing.xyz", "-o", "si.athanor").MustEndWith(1).MustComplain($"{existing} exists", "--force");
        Assert.Equal("precious", _program.Read(existing));
        _program.Run(["train", "si.xyz", "-o", "si.athanor", "--force", .. Small]).MustEndWith(0);
        Assert.NotEqual("precious", _program.Read(existing));
    }

    [Theory]
    [InlineData("-o", "nothing else")]
    [InlineData("--validation", "-o", "m", "--validation", "1")]
    [InlineData("--hidden", "-o", "m", "--hidden", "20,x")]
    [InlineData("--group-weight", "-o", "m", "--group-weight", "odd")]
    [InlineData("--group-weight", "-o", "m", "--group-weight", "odd=1", "--group-weight", "odd=2")]
    [InlineData("--steps", "-o", "m", "--steps", "0")]
    [InlineData("--time", "-o", "m", "--time", "5 parsecs")]
    [InlineData("--cutoff", "-o", "m", "--cutoff", "-3")]
    [InlineData("--committee", "-o", "m", "--committee", "0")]
    [InlineData("--committee", "-o", "m", "--committee", "33")]
    [InlineData("--heads", "-o", "m", "--heads", "1")]
    [InlineData("--seed", "-o", "m", "--seed", "99999999999")]
    [InlineData("  instant ", "-o", "m", "--preset", "nequip")]
    [InlineData("Did you mean 'instant'?", "-o", "m", "--preset", "insant")]
    public void What_cannot_be_meant_is_refused(string word, params string[] options) =>
        _program.Run(["train", "si.xyz", .. options.Where(o => o != "nothing else")]).MustEndWith(2).MustComplain(word);

    [Theory]
    [InlineData("the groups are even, odd", "--group-weight", "strange=2")]
    [InlineData("zbll", "--baseline", "zbll")]
    [InlineData("nothing.xyz", "--test", "nothing.xyz")]
    [InlineData("holds Ar", "--test", "argon.xyz")]
    public void What_cannot_be_done_is_refused_before_the_fit(string word, params string[] options)
    {
        _program.Write("argon.xyz", Inputs.Pair);
        _program.Run(["train", "si.xyz", "-o", "m.athanor", .. options]).MustEndWith(1).MustComplain(word);
        Assert.Equal(["argon.xyz", "si.xyz"], _program.Files);
    }

    [Fact]
    public void Refused_data_is_not_trained_on_unless_the_user_knows_better()
    {
        _program.Write("wrong.xyz", Silicon(24, 0.1, 5, forces: -1));
        var outcome = _program.Run(["train", "wrong.xyz", "-o", "si.athanor", .. Small]).MustEndWith(1).MustComplain("The data is refused", "--accept ");
        Assert.Equal(["si.xyz", "wrong.xyz"], _program.Files);
        var code = outcome.Error.Split("--accept ")[1].Split(' ', ')')[0];
        _program.Run(["train", "wrong.xyz", "-o", "si.athanor", "--accept", code, .. Small]).MustEndWith(0);
        Assert.Contains("si.athanor", _program.Files);
    }

    [Fact]
    public void Ctrl_C_leaves_a_usable_model_and_the_fit_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs kill, to send SIGINT");
        string[] command = ["train", "si.xyz", "-o", "si.athanor", "--cutoff", "5", "--hidden", "20,20"];
        Signal(_program.Start(command), "-INT").MustEndWith(130).MustComplain("interrupted after sweep", "--force");
        Assert.Equal(["si.athanor", "si.athanor.checkpoint", "si.report.html", "si.xyz"], _program.Files);
        _program.Run("evaluate", "si.athanor", "si.xyz").MustEndWith(0);
        var resumed = _program.Run([.. command, "--force", "--time", "1s"]).MustEndWith(0);
        Assert.Contains("Going on from sweep", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(["si.athanor", "si.report.html", "si.xyz"], _program.Files);
    }

    [Fact]
    public void A_training_that_was_killed_ends_with_the_same_bytes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs kill, to send SIGKILL");
        string[] command = ["train", "si.xyz", "-o", "si.athanor", "--cutoff", "5", "--hidden", "12,12", "--steps", "12"];
        _program.Run(command).MustEndWith(0);
        var straight = File.ReadAllBytes(_program.PathOf("si.athanor"));
        File.Delete(_program.PathOf("si.athanor"));
        File.Delete(_program.PathOf("si.report.html"));
        Signal(_program.Start(command), "-KILL");
        Assert.DoesNotContain("si.athanor", _program.Files);
        _program.Run([.. command, "--threads", "1"]).MustEndWith(0);
        Assert.Equal(straight, File.ReadAllBytes(_program.PathOf("si.athanor")));
    }

    [Fact]
    public void Dynamics_that_leave_the_training_range_are_stopped()
    {
        _program.Run(["train", "si.xyz", "-o", "si.athanor", .. Small]).MustEndWith(0);
        _program.Write("start.xyz", Inputs.Silicon());
        string[] run = ["md", "si.athanor", "start.xyz", "--steps", "1500", "--trajectory", "run.xyz", "--temperature", "50:4000"];
        _program.Run(run).MustEndWith(1).MustComplain("outside what the model was trained on", "run.stopped.xyz", "run.restart");
        var frame = StructureFiles.ReadOne(_program.PathOf("run.stopped.xyz"));
        Assert.Equal(64, frame.Structure.Count);
        Assert.Equal("TrainingRange", frame.Info["stopped"]);
    }

    [Fact]
    public void Frames_known_by_heart_are_told()
    {
        _program.Write("few.xyz", Silicon(4, 0.3, 8));
        var few = _program.Run("train", "few.xyz", "--preset", "instant", "--validation", "0.5", "-o", "few.athanor").MustEndWith(0);
        Assert.Contains("by heart", few.Output + few.Error);
        Assert.Contains(" solutions (converged)", few.Output + few.Error);
        var many = _program.Run("train", "si.xyz", "--preset", "instant", "-o", "many.athanor").MustEndWith(0);
        Assert.DoesNotContain("by heart", many.Output + many.Error);
    }

    [Fact]
    public void Auto_chooses_and_says_why()
    {
        var outcome = _program.Run("train", "si.xyz", "--preset", "auto", "--time", "30s", "-o", "auto.athanor", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal("instant", json.RootElement.GetProperty("preset").GetString());
        var choice = json.RootElement.GetProperty("choice").GetString()!;
        Assert.StartsWith("Chosen for ", choice, StringComparison.Ordinal);
        Assert.Contains(choice, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(choice, _program.Read("auto.report.html"), StringComparison.Ordinal);
        Assert.Contains(choice, _program.Run("inspect", "auto.athanor").MustEndWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_counter_example_is_trained_and_fails_its_audit()
    {
        var methanol = Path.Combine(SharedData.Repository, "examples", "methanol", "methanol.xyz");
        var outcome = _program.Run("train", methanol, "-o", "raw.athanor", "--preset", "cartesian", "--steps", "5").MustEndWith(0);
        Assert.Contains("are left out", outcome.Error, StringComparison.Ordinal);
        // Isolated atoms come first in the file; it is audited on molecules all the same.
        var audit = _program.Run("audit", "raw.athanor", methanol).MustEndWith(3).Output;
        foreach (var check in new[] { "rotation", "permutation" })
            Assert.Contains(audit.Split('\n'), l => l.Contains(check, StringComparison.OrdinalIgnoreCase) && l.Contains("fail", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Sends a signal once the first sweep is made.</summary>
    Outcome Signal(Process running, string signal)
    {
        var watch = Stopwatch.StartNew();
        while (!File.Exists(_program.PathOf("si.athanor.checkpoint")))
        {
            Assert.True(watch.Elapsed.TotalSeconds < 100 && !running.HasExited, "no sweep was made");
            Thread.Sleep(5);
        }
        using (var kill = Process.Start("kill", [signal, $"{running.Id}"]))
            kill.WaitForExit();
        return Program.Await(running);
    }
}
