using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

public sealed class PresetChoiceTests
{
    static readonly Element[] Water = [Element.Parse("H"), Element.Parse("O")];

    static TrainingTask Task(string? time = null, bool molecules = true, int elements = 2, TrainingOptions? options = null) => new(
        1000, 9000, 28_000, elements == 2 ? Water : [.. Element.All.Take(elements)], molecules, time is null ? null : TimeSpan.Parse(time), 1, options ?? new TrainingOptions());

    /// <summary>A preset that does nothing but say when it suits.</summary>
    sealed class Said(string name, int rank, double minutes, Func<TrainingTask, bool>? when = null) : ITrainingPreset
    {
        public string Name => name;

        public string Summary => "";

        public string? DefaultBaseline => null;

        public PresetSuit? Suits(TrainingTask task) => when?.Invoke(task) ?? true ? new(rank, TimeSpan.FromMinutes(minutes), $"has rank {rank}") : null;

        public ITrainable Prepare(IReadOnlyList<Frame> frames, IReadOnlyList<int> training, AtomEnergies atomEnergies, TrainingOptions options, Team team) => throw new NotSupportedException();
    }

    static readonly Said[] Table = [new("slow", 10, 1), new("soon", 20, 0.1), new("good", 30, 10), new("best", 40, 60, t => t.AreMolecules)];

    [Theory]
    [InlineData(null, true, "soon")]
    [InlineData("00:05:00", true, "soon")]
    [InlineData("00:10:00", true, "good")]
    [InlineData("01:00:00", true, "best")]
    [InlineData("01:00:00", false, "good")]
    [InlineData("00:00:01", true, "soon")]
    public void The_highest_rank_that_there_is_time_for_is_taken(string? time, bool molecules, string expected) =>
        Assert.Equal(expected, PresetChoice.For(Task(time, molecules), Table).Preset.Name);

    [Fact]
    public void It_says_what_and_why_and_what_more_time_would_give()
    {
        Assert.Equal(
            $"Chosen for {28_000:N0} labels of 2 elements and 5 min: soon, which has rank 20. With --time 10m it would be good, which has rank 30.",
            PresetChoice.For(Task("00:05:00", false), Table).Sentence);
        Assert.Contains("none is sooner", PresetChoice.For(Task("00:00:01"), Table).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("--time", PresetChoice.For(Task("02:00:00"), Table).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_linear_one_steps_back_where_it_cannot_be_meant()
    {
        ITrainingPreset[] least = [new BehlerPreset(), new InstantPreset(), new FastPreset()];
        Assert.Equal("instant", PresetChoice.For(Task(), least).Preset.Name);
        Assert.Equal("behler", PresetChoice.For(Task(options: new TrainingOptions { Hidden = [10, 10] }), least).Preset.Name);
        Assert.Equal("fast", PresetChoice.For(Task("00:10:00", options: new TrainingOptions { Hidden = [10] }), least).Preset.Name);
        Assert.Equal("behler", PresetChoice.For(Task("00:10:00", elements: 60), least).Preset.Name);
        Assert.Equal("instant", PresetChoice.For(Task(options: new TrainingOptions { Chirality = true }), least).Preset.Name);
        var refusal = Assert.Throws<PotentialException>(() => PresetChoice.For(Task(options: new TrainingOptions { Chirality = true, Hidden = [10, 10] }), least));
        Assert.Contains("--preset behler or instant", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_is_what_the_data_holds()
    {
        var frames = TrainingData.DenseArgon(3, -1);
        var task = TrainingTask.Of(new Dataset(frames), new TrainingOptions { Time = TimeSpan.FromHours(1) }, 2);
        Assert.Equal(3, task.Frames);
        Assert.Equal(frames.Sum(f => f.Structure.Count) - 1, task.Atoms);
        Assert.Equal(3 * 7 + 3 * task.Atoms, task.Labels);
        Assert.False(task.AreMolecules);
        Assert.Equal(TimeSpan.FromHours(1), task.Budget);
    }

    [Fact]
    public void A_training_says_which_it_was()
    {
        var result = TrainingData.Train(TrainingData.Silicon(6), new TrainingOptions { Preset = TrainingPresets.Auto });
        Assert.Equal("instant", result.Options.Preset);
        Assert.Contains("instant, which is linear", result.Choice, StringComparison.Ordinal);
        Assert.Null(TrainingData.Train(TrainingData.Silicon(6), new TrainingOptions { Preset = "instant" }).Choice);
    }
}
