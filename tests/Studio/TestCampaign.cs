using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Campaigns;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Studio.Tests;

/// <summary>A store with the campaign of a water molecule in it, made by the calls that walkers, workers and the trainer make, with numbers from a formula in place of an oracle.</summary>
sealed class TestCampaign : IDisposable
{
    public const string Walker = "500K-1";

    static readonly Element[] Water = [Element.Parse("O"), Element.Parse("H"), Element.Parse("H")];

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-studio-").FullName;
    readonly WalkerState _state = new() { TimeStep = 0.5, Activity = WalkerActivity.Walks };
    readonly WalkRecorder _recorder;

    public TestCampaign()
    {
        Path = System.IO.Path.Combine(_folder, "campaign.db");
        Store = CampaignStore.Open(Path);
        Store.Begin(Settings);
        _recorder = new WalkRecorder(Store, Walker, _state);
    }

    public static string Settings => """
        name: water
        start: water.xyz
        oracle: ccsd(t)/cc-pvdz
        walkers: [{temperature: 500, count: 1}, {temperature: 300, count: 2}]
        ask: {threshold: 0.1}
        budget: {labels: 150, time: 4m, target: 0.01}
        """;

    public string Path { get; }

    public IStore Store { get; }

    /// <summary>Asks for one more structure; those after the tenth are asked for by the walker.</summary>
    public long Ask(string reason = "disagreement")
    {
        var step = _state.Step;
        return Store.Ask([new Question(At(step), reason) { Amount = 0.1 + 0.02 * (step % 7), Walker = Walker, Step = step, Model = _state.Model > 0 ? _state.Model : null, Priority = step }])[0];
    }

    /// <summary>Labels what is first in the queue.</summary>
    public void Label(string worker = "worker-1")
    {
        var lease = Store.Take(worker, new LeaseTerms(TimeSpan.FromMinutes(1)))!;
        Store.Complete(lease, new Label(-2000, [default, default, default], null, "ccsd(t)/cc-pvdz", 0.25));
        Store.Spend(CampaignCounters.Busy(worker), 0.25);
        Store.Spend(CampaignCounters.Idle(worker), 0.03);
        Store.Spend(CampaignCounters.Kept(worker), 0.004);
        Store.Spend(CampaignCounters.Done(worker), 1);
        Store.Spend(CampaignCounters.Seconds, 0.9);
    }

    /// <summary>Sets a structure aside after three failures.</summary>
    public void Break(string why)
    {
        Ask();
        for (var k = 0; k < 3; k++)
            Store.Fail(Store.Take("worker-1", new LeaseTerms(TimeSpan.FromMinutes(1)))!, why, 0.1);
    }

    /// <summary>A model that is fitted on all labels there are.</summary>
    /// <param name="isTried">Whether it was tried on labels held back; the last fit of a campaign is not.</param>
    public ModelVersion Fit(bool isTried = true)
    {
        var labels = (int)Store.Count().Labelled;
        var error = 0.4 * Math.Exp(-labels / 30.0) + 0.008;
        var model = Store.Add(new NewModel(new LabelSet(Enumerable.Range(1, labels).Where(i => i % 10 != 0).Select(i => (long)i)), new LabelSet(Enumerable.Range(1, labels).Where(i => i % 10 == 0).Select(i => (long)i)))
        {
            Bytes = ModelBytes(error, isTried),
            Errors = new Dictionary<string, double>
            {
                [ModelErrors.Forces] = error,
                [ModelErrors.Energy] = error / 40,
                [ModelErrors.TrainingForces] = error * 0.7,
                [ModelErrors.ProspectiveForces] = error * 2.4,
                [ModelErrors.Seconds] = 0.4 + 0.01 * labels,
            },
        });
        _state.Model = model.Number;
        return model;
    }

    /// <summary>Walks on, by so many steps, and asks where the disagreement says so.</summary>
    public void Walk(int steps)
    {
        for (var k = 0; k < steps; k += 5)
        {
            _state.Step += 5;
            var (s, calm) = (_state.Step, 0.05 / (1 + _state.Model));
            var disagreement = calm * (1 + 0.5 * Math.Sin(s * 0.021) + 0.4 * Math.Sin(s * 0.13)) + (s % 480 == 0 ? 0.13 : 0);
            var mark = disagreement > 0.1 ? WalkMark.Asked : s % 480 == 5 && s > 480 ? WalkMark.Learned : s % 4000 == 0 ? WalkMark.Broken : WalkMark.None;
            (_state.Disagreement, _state.Temperature) = (disagreement, 500 + 90 * Math.Sin(s * 0.017) + 60 * Math.Sin(s * 0.11));
            if (mark == WalkMark.Asked)
            {
                Ask();
                (_state.Asked, _state.AskedAt) = (_state.Asked + 1, s);
            }
            if (_recorder.Add(new WalkPoint(s, s * _state.TimeStep, _state.Temperature, -2000 + 0.1 * Math.Sin(s), disagreement, _state.Model, mark), At(s)) is { } full)
                Store.Save(full);
        }
        foreach (var checkpoint in _recorder.Checkpoints())
            Store.Save(checkpoint);
    }

    /// <summary>What a campaign looks like that has run for a while: 56 labels, seven models, four candidates open, one set aside.</summary>
    public TestCampaign Run()
    {
        for (var k = 0; k < 20; k++)
            Ask("start");
        for (var k = 0; k < 20; k++)
            Label();
        Fit();
        for (var round = 0; round < 6; round++)
        {
            Walk(2400);
            for (var k = 0; k < 5; k++)
                Label(k % 2 == 0 ? "worker-1" : "worker-2");
            Fit();
        }
        Break("the coupled cluster equations did not converge in 50 iterations (T1 = 0.09)");
        Walk(1500);
        while (Store.Count().Open > 5)
            Label();
        Store.Take("worker-2", new LeaseTerms(TimeSpan.FromMinutes(5)));
        Store.Save(new WalkerState { TimeStep = 0.5, Activity = WalkerActivity.Waits, Step = 9000, Model = 6, Disagreement = 0.021, Temperature = 288, Asked = 3, AskedAt = 4000 }.ToCheckpoint("300K-1"));
        Store.Save(new WalkerState { TimeStep = 0.5, Activity = WalkerActivity.Asked, Step = 7000, Model = 7, Candidate = 57, Disagreement = 0.104, Temperature = 341, Asked = 5, AskedAt = 7000 }.ToCheckpoint("300K-2"));
        return this;
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A model file of which only the card matters.</summary>
    byte[] ModelBytes(double error, bool isTried)
    {
        double[] levels = [0.5, 0.683, 0.8, 0.9, 0.95, 0.954];
        JsonArray Shares(double shift) => new([.. levels.Select(l => (JsonNode)Math.Pow(l, shift))]);
        var header = new JsonObject
        {
            ["rmse"] = error,
            ["card"] = new JsonObject
            {
                ["calibration"] = new JsonObject
                {
                    ["levels"] = new JsonArray([.. levels.Select(l => (JsonNode)l)]),
                    ["forces"] = new JsonObject { ["H"] = new JsonObject(), ["O"] = new JsonObject() },
                    ["observed"] = !isTried ? null : new JsonObject { ["energy"] = Shares(0.9), ["forces"] = new JsonObject { ["H"] = Shares(1.1), ["O"] = Shares(1.25) } },
                },
            },
        };
        var path = System.IO.Path.Combine(_folder, "model.athanor");
        new ModelFile("test", header).Write(path, overwrite: true);
        return File.ReadAllBytes(path);
    }

    /// <summary>The molecule at a step: bonds that stretch, an angle that swings, all of it turning slowly.</summary>
    static Structure At(long step)
    {
        var (a, b, angle, turn) = (0.96 + 0.06 * Math.Sin(step * 0.31), 0.96 + 0.06 * Math.Sin(step * 0.29 + 1), 1.82 + 0.12 * Math.Sin(step * 0.12), step * 0.002);
        Vec3 Toward(double at, double length) => new(length * Math.Cos(at + turn), length * Math.Sin(at + turn), 0.02 * Math.Sin(step * 0.05 + at));
        return new Structure(Water, [new Vec3(0, 0, 0), Toward(angle / 2, a), Toward(-angle / 2, b)]);
    }
}
