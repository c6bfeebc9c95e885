using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

public sealed class BaselineLabelsTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("athanor").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string File => Path.Combine(_folder, "m.baseline");

    static DeltaData.Counted Counted() => new(PotentialGrammar.Parse(DeltaData.Cheap));

    [Fact]
    public void Answers_are_the_potentials_on_any_number_of_threads_and_from_the_file()
    {
        var frames = DeltaData.Silicon(9);
        frames.Add(frames[3]);
        using var team = new Team(3);
        var (one, other, late) = (Counted(), Counted(), Counted());
        var alone = new BaselineLabels(one, null).Of(frames, Team.Single, null, default);
        var said = new List<(int, int)>();
        var shared = new BaselineLabels(other, File).Of(frames, team, (done, of) => said.Add((done, of)), default);
        // The same structure twice is asked about once.
        Assert.Equal((10, 10), (one.Asked, other.Asked));
        Assert.Equal(Enumerable.Range(1, 10).Select(k => (k, 10)), said);
        var kept = new BaselineLabels(late, File).Of(frames, Team.Single, null, default);
        Assert.Equal(0, late.Asked);
        using var evaluator = PotentialGrammar.Parse(DeltaData.Cheap).Open(EvaluatorOptions.Default);
        for (var k = 0; k < frames.Count; k++)
        {
            var expected = TrainingData.Label(frames[k].Structure, evaluator);
            foreach (var label in new[] { alone[k], shared[k], kept[k] })
            {
                var frame = label.ToFrame(frames[k].Structure);
                Assert.Equal(expected.Energy, frame.Energy);
                if (k > 0)
                {
                    Assert.Equal(expected.Forces, frame.Forces);
                    Assert.Equal(expected.Stress!.Value.XY, frame.Stress!.Value.XY, 1e-15);
                }
            }
        }
    }

    [Fact]
    public void A_run_that_was_interrupted_goes_on_and_a_line_cut_short_is_computed_again()
    {
        var frames = DeltaData.Silicon(9);
        using var stop = new CancellationTokenSource();
        var first = Counted();
        first.Before = () =>
        {
            if (first.Asked == 5)
                stop.Cancel();
        };
        Assert.Throws<OperationCanceledException>(() => new BaselineLabels(first, File).Of(frames, Team.Single, null, stop.Token));
        var answered = first.Asked;
        Assert.InRange(answered, 5, 6);
        var bytes = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, bytes[..^7]);
        var second = Counted();
        new BaselineLabels(second, File).Of(frames, Team.Single, null, default);
        Assert.Equal(frames.Count - answered + 1, second.Asked);
        var third = Counted();
        // What the data have grown by is asked about, the rest is known.
        new BaselineLabels(third, File).Of([.. frames, .. DeltaData.Silicon(2, seed: 8)], Team.Single, null, default);
        Assert.Equal(2, third.Asked);
    }

    [Fact]
    public void Who_failed_is_tried_again_by_the_next_run_and_not_by_this_one()
    {
        var frames = DeltaData.Silicon(3);
        var counted = Counted();
        counted.Fails = s => s.Count > 1;
        var labels = new BaselineLabels(counted, File);
        Assert.Equal(3, labels.Of(frames, Team.Single, null, default).Count(l => l.Failed == "no convergence in 50 iterations."));
        labels.Of(frames, Team.Single, null, default);
        Assert.Equal(4, counted.Asked);
        var again = Counted();
        Assert.DoesNotContain(new BaselineLabels(again, File).Of(frames, Team.Single, null, default), l => l.Failed is not null);
        Assert.Equal(3, again.Asked);
    }

    [Fact]
    public void A_file_of_energies_does_not_serve_for_forces()
    {
        var frames = DeltaData.Silicon(3);
        Frame[] energies = [.. frames.Select(f => new Frame(f.Structure) { Energy = f.Energy })];
        new BaselineLabels(Counted(), File).Of(energies, Team.Single, null, default);
        var again = Counted();
        var labels = new BaselineLabels(again, File).Of(frames, Team.Single, null, default);
        // But for the isolated atom, on which no force is.
        Assert.Equal(3, again.Asked);
        Assert.All(labels[1..], l => Assert.NotNull(l.Forces));
    }

    [Fact]
    public void Files_of_another_baseline_or_of_anything_else_are_left_alone()
    {
        var frames = DeltaData.Silicon(2);
        new BaselineLabels(PotentialGrammar.Parse("lj:epsilon=1,sigma=2,cutoff=4"), File).Of(frames, Team.Single, null, default);
        var e = Assert.Throws<AtomsException>(() => new BaselineLabels(Counted(), File).Of(frames, Team.Single, null, default));
        Assert.Contains("holds answers of lj", e.Message);
        foreach (var text in new[] { "a diary", "a diary\n", "{}\n" })
        {
            System.IO.File.WriteAllText(File, text);
            Assert.Contains("is in the way", Assert.Throws<AtomsException>(() => new BaselineLabels(Counted(), File).Of(frames, Team.Single, null, default)).Message);
            Assert.Equal(text, System.IO.File.ReadAllText(File));
        }
        // A heading that a crash cut short has lost nothing.
        System.IO.File.WriteAllText(File, "{\"athanorBase");
        new BaselineLabels(Counted(), File).Of(frames, Team.Single, null, default);
    }

    [Fact]
    public void Free_atoms_are_asked_about_in_their_ground_state()
    {
        int? seen = null;
        var counted = Counted();
        counted.Fails = s =>
        {
            seen = s.Multiplicity;
            return false;
        };
        var frame = DeltaData.Silicon(1)[0];
        var labels = new BaselineLabels(counted, null);
        labels.Of([frame], Team.Single, null, default);
        Assert.Equal(3, seen);
        Assert.Null(frame.Structure.Multiplicity);
        // And not asked about in another state afterwards, forces or not.
        using var evaluator = new KnownAnswers(counted, labels.Known).Open(EvaluatorOptions.Default);
        evaluator.Evaluate(frame.Structure, Request.Everything, new Prediction());
        Assert.Equal(1, counted.Asked);
        Assert.Equal([2, 1, 3, 4, 3, 2], new[] { "H", "He", "C", "N", "O", "I" }.Select(e => FreeAtoms.MultiplicityOf(Element.Parse(e))!.Value));
        Assert.Equal(7, FreeAtoms.MultiplicityOf(Element.Parse("Cr")));
        Assert.Null(FreeAtoms.MultiplicityOf(Element.Parse("U")));
    }

    [Fact]
    public void What_is_known_is_not_asked_again_but_what_is_not_is()
    {
        var counted = Counted();
        var frames = DeltaData.Silicon(4);
        var labels = new BaselineLabels(counted, null);
        labels.Of(frames, Team.Single, null, default);
        var asked = counted.Asked;
        using var evaluator = new KnownAnswers(counted, labels.Known).Open(EvaluatorOptions.Default);
        using var exact = counted.Open(EvaluatorOptions.Default);
        var (found, expected) = (new Prediction(), new Prediction());
        evaluator.Evaluate(frames[2].Structure, Request.Everything, found);
        Assert.Equal(asked, counted.Asked);
        exact.Evaluate(frames[2].Structure, Request.Forces | Request.Virial, expected);
        Assert.Equal(expected.Energy, found.Energy);
        Assert.Equal(expected.Forces.ToArray(), found.Forces.ToArray());
        Assert.Equal(expected.Virial, found.Virial);
        frames[2].Structure.Positions[0] += new Vec3(1e-9, 0, 0);
        evaluator.Evaluate(frames[2].Structure, Request.Forces, found);
        Assert.Equal(asked + 2, counted.Asked);
    }
}
