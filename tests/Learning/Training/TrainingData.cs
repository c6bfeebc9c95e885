using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Behler;

namespace Athanor.Learning.Tests;

/// <summary>Small crystals labelled by a potential of the grammar: data whose every number is known.</summary>
static class TrainingData
{
    /// <summary>A baseline that reaches as far as the atoms here are apart; the usual one would be zero.</summary>
    internal const string WideZbl = "zbl:scale=1.2";

    /// <summary>Atoms so close that ZBL is a good part of it.</summary>
    internal const string DensePair = "lj:epsilon=0.3,sigma=1.6,cutoff=4,switch=3";

    static readonly Element Si = Element.Parse("Si"), Ar = Element.Parse("Ar");

    /// <summary>Eight atoms of silicon, rattled and strained.</summary>
    internal static List<Frame> Silicon(int count, string potential = "sw", int seed = 5) => Frames(Crystal.Diamond(Si, 5.43), potential, count, 0.12, seed);

    /// <summary>Argon, squeezed so that its cores meet, and its isolated atom with an energy.</summary>
    internal static List<Frame> DenseArgon(int count, double atomEnergy)
    {
        var frames = Frames(Crystal.Fcc(Ar, 2.6), $"{WideZbl} + {DensePair}", count, 0.08, 3);
        frames.ForEach(f => f.Energy += atomEnergy * f.Structure.Count);
        frames.Insert(0, new Frame(new Structure([Ar], [Vec3.Zero])) { Energy = atomEnergy, Group = "isolated_atom" });
        return frames;
    }

    static List<Frame> Frames(Structure perfect, string potential, int count, double amplitude, int seed)
    {
        var random = new Random(seed);
        using var evaluator = PotentialGrammar.Parse(potential).Open(EvaluatorOptions.Default);
        var frames = new List<Frame>();
        for (var k = 0; k < count; k++)
        {
            double Small() => 0.03 * (2 * random.NextDouble() - 1);
            var strain = new Mat3(Small(), Small(), Small(), 0, Small(), Small(), 0, 0, Small()).Symmetrized;
            frames.Add(Label(SyntheticData.Rattled(perfect.Strained(strain), amplitude * (1 + k % 3) / 3, random), evaluator, k % 2 == 0 ? "even" : "odd"));
        }
        return frames;
    }

    internal static Frame Label(Structure s, IEvaluator by, string? group = null)
    {
        var prediction = new Prediction();
        by.Evaluate(s, Request.Forces | Request.Virial, prediction);
        return new Frame(s)
        {
            Energy = prediction.Energy,
            Forces = prediction.Forces.ToArray(),
            Stress = s.Periodic.IsBulk ? (-1 / s.Cell!.Volume) * prediction.Virial : null,
            Group = group,
        };
    }

    /// <summary>Inspected, with everything accepted that is only doubted.</summary>
    internal static ImportReport Inspected(IReadOnlyList<Frame> frames) => ImportReport.Of(new Dataset(frames));

    internal static TrainingResult Train(IReadOnlyList<Frame> frames, TrainingOptions options, Team? team = null, string? checkpoint = null) =>
        new Trainer(Inspected(frames), options, team ?? Team.Single).Train(checkpoint, _ => { }, default);

    internal static BehlerModel NetworkOf(TrainingResult result) =>
        (BehlerModel)(result.Potential is ModelWithBaseline both ? both.Model : result.Potential);

    internal static double[][] ParametersOf(TrainingResult result) => [.. NetworkOf(result).Networks.Select(n => n.Parameters.ToArray())];
}
