using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Ani;

namespace Athanor.Bench;

/// <summary>What a second thread brings: ANI on 1536 atoms of water, and in turns with it a matrix product, which tells what the machine has to give.</summary>
static class AniThreadsBench
{
    const int Size = 1200, Rounds = 7;

    public static void Run()
    {
        if (AniReference.FindFolder() is not { } folder)
        {
            Console.WriteLine("ani-threads: needs ../shared/reference/ani, which is not beside this checkout");
            return;
        }
        var box = StructureFiles.Read(Path.Combine(folder, "ref_ani2x.extxyz")).First(f => f.Info["name"] == "water_box_pbc_192").Structure;
        var water = Supercell.Repeat(box, 2, 2, 2);
        using var two = new Team(2);
        float[] a = new float[Size * Size], b = new float[Size * Size], c = new float[Size * Size];
        foreach (var name in new[] { "2x", "1x" })
        {
            var model = NeuroChemFolder.Read(Path.Combine(folder, "ani-model-zoo", $"ani-{name}_8x.info"), $"ani-{name}");
            using var one = model.Open(new EvaluatorOptions(Team.Single, Precision.Single, 0.5));
            using var both = model.Open(new EvaluatorOptions(two, Precision.Single, 0.5));
            var prediction = new Prediction();
            double[] best = [double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity], used = [.. best];
            for (var round = 0; round < Rounds; round++)
            {
                Action[] actions =
                [
                    () => one.Evaluate(water, Request.Forces, prediction),
                    () => both.Evaluate(water, Request.Forces, prediction),
                    () => Gemm.Multiply(a.AsMatrix(Size, Size), b.AsMatrix(Size, Size), c.AsMatrix(Size, Size)),
                    () => Gemm.Multiply(a.AsMatrix(Size, Size), b.AsMatrix(Size, Size), c.AsMatrix(Size, Size), team: two),
                ];
                for (var k = 0; k < actions.Length; k++)
                {
                    var (wall, processor) = Clock.Measure(actions[k], 0.3);
                    best[k] = Math.Min(best[k], wall);
                    used[k] = Math.Min(used[k], processor);
                }
            }
            Console.WriteLine(
                $"ani-{name}, 8 members, {water.Count} atoms of water: {best[0] * 1e3:F1} ms on one thread, {best[1] * 1e3:F1} on two, {best[0] / best[1]:F2} times as fast ({used[0] * 1e3:F1} and {used[1] * 1e3:F1} ms of processor); a product of {Size}: {best[2] * 1e3:F1} and {best[3] * 1e3:F1} ms, {best[2] / best[3]:F2} ({used[2] * 1e3:F1} and {used[3] * 1e3:F1})");
        }
    }
}
