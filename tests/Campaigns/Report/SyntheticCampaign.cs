using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Campaigns.Tests;

/// <summary>A store with the traces of a campaign that never was: two walkers, labels, versions, a failure.</summary>
sealed class SyntheticCampaign : IDisposable
{
    public SyntheticCampaign()
    {
        var start = Path.Combine(Folder, "start.xyz");
        File.WriteAllText(start, "2\nProperties=species:S:1:pos:R:3\nAr 0 0 0\nAr 0 0 3.8\n");
        Settings = new CampaignSettings
        {
            Name = "argon",
            Start = [start],
            Oracle = "lj:epsilon=0.0104,sigma=3.4,cutoff=6",
            Walkers = [new() { Temperature = 100 }, new() { Temperature = 300 }],
            Budget = new() { Labels = 60, Time = TimeSpan.FromMinutes(3), Target = 0.005 },
            Store = Path.Combine(Folder, "campaign.db"),
        };
        Store = CampaignStore.Open(Settings.Store);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("athanor-report-").FullName;

    public CampaignSettings Settings { get; }

    public IStore Store { get; }

    public static Structure Pair(double distance) => new([Element.Parse("Ar"), Element.Parse("Ar")], [Vec3.Zero, new Vec3(0, 0.1 * distance, distance)]);

    public SyntheticCampaign Fill(int labels)
    {
        Store.Begin(Settings.ToText());
        var random = new Random(1);
        var terms = new LeaseTerms(TimeSpan.FromMinutes(1), Tries: 1);
        for (var k = 0; k < labels; k++)
        {
            var first = k < 10;
            Store.Ask([new Question(Pair(3.4 + 0.02 * k), first ? "start" : "disagreement") { Amount = first ? null : 0.3 / (1 + 0.1 * k), Model = first ? null : 1 + (k - 10) / 5, Walker = first ? null : k % 2 == 0 ? "100K-1" : "300K-1", Step = first ? null : 20 * k }]);
            var lease = Store.Take(k % 3 == 0 ? "a" : "b", terms)!;
            Store.Complete(lease, new Label(-0.01, [new Vec3(0, 0, -0.01), new Vec3(0, 0, 0.01)], null, Settings.Oracle, 0.01));
            if (k % 5 != 4)
                continue;
            var held = new LabelSet([3]);
            Store.Add(new NewModel(new LabelSet(Enumerable.Range(1, k + 1).Select(n => (long)n).Where(n => !held.Contains(n))), held)
            {
                Bytes = [(byte)k],
                Errors = new Dictionary<string, double>
                {
                    [ModelErrors.Forces] = 0.2 / (k + 1), [ModelErrors.ProspectiveForces] = 0.5 / (k + 1), [ModelErrors.TrainingForces] = 0.1 / (k + 1), [ModelErrors.Seconds] = 0.2,
                },
            });
        }
        Store.Ask([new Question(Pair(1), "disagreement")]);
        Store.Fail(Store.Take("a", terms)!, "The field does not converge <&>.", 0.1);
        Store.Withdraw(Store.Ask([new Question(Pair(2), "disagreement")]), "near enough to what is known");
        foreach (var (name, walker) in Settings.NamedWalkers)
            Walk(name, random);
        foreach (var worker in (string[])["a", "b"])
        {
            Store.Spend(CampaignCounters.Busy(worker), 20);
            Store.Spend(CampaignCounters.Idle(worker), 3);
            Store.Spend(CampaignCounters.Kept(worker), 0.2);
            Store.Spend(CampaignCounters.Done(worker), labels / 2);
        }
        Store.Spend(CampaignCounters.Seconds, 75);
        return this;
    }

    void Walk(string name, Random random)
    {
        var chunk = new TraceChunk();
        for (var k = 0; k < 400; k++)
        {
            var step = 20L * (k + 1);
            var mark = k % 40 == 39 && k < 200 ? WalkMark.Asked : k % 40 == 0 && k is > 0 and < 201 ? WalkMark.Learned : k == 100 ? WalkMark.Broken : WalkMark.None;
            chunk.Points.Add(new WalkPoint(step, step, 100 + 20 * random.NextDouble(), -0.01, (mark == WalkMark.Asked ? 0.12 : mark == WalkMark.Broken ? 4 : 0.03 + 0.05 * random.NextDouble()) / (1 + 0.005 * k), 1 + k / 40, mark));
            if (k % 25 == 0)
                chunk.Frames.Add(new WalkFrame(step, Pair(3.5 + 0.3 * random.NextDouble())));
        }
        Store.Save(new Checkpoint(TraceChunk.NameOf(name, 1), chunk.ToBytes()));
        Store.Save(TraceChunk.Head(name, 1));
        Store.Save(new WalkerState { Activity = WalkerActivity.Walks, Step = 8000, TimeStep = 1, Model = 9, Asked = 5, AskedAt = 4000, Broken = 1, Disagreement = 0.02, Temperature = 110, Structure = Pair(3.6) }.ToCheckpoint(name));
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
