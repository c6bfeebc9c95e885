using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Ani;
using Athanor.Potentials.Networks;

namespace Athanor.Bench;

/// <summary>Energies and forces of the published ANI models, and of the environment vectors alone: the same model with networks of one neuron.</summary>
static class AniBench
{
    static readonly (string Name, string Frame)[] Systems = [("benzene", "benzene"), ("60-atom drug", "lisinopril_60"), ("192-atom water", "water_cluster_192"), ("the same periodic", "water_box_pbc_192")];

    public static void Run()
    {
        if (AniReference.FindFolder() is not { } folder)
        {
            Console.WriteLine("ani: needs ../shared/reference/ani, which is not beside this checkout");
            return;
        }
        var models = new[] { "1x", "2x" }.ToDictionary(n => n, n => NeuroChemFolder.Read(Path.Combine(folder, "ani-model-zoo", $"ani-{n}_8x.info"), $"ani-{n}"));
        var frames = StructureFiles.Read(Path.Combine(folder, "ref_ani2x.extxyz")).ToDictionary(f => f.Info["name"], f => f.Structure);
        using var two = new Team(2);
        foreach (var (name, frame) in Systems)
        {
            foreach (var (n, model) in models)
            {
                Time($"{name}, ani-{n}, environment alone", Alone(model), frames[frame], Precision.Single, Team.Single);
                Time($"{name}, ani-{n}, 8 members", model, frames[frame], Precision.Single, Team.Single);
                Time($"{name}, ani-{n}, 8 members", model, frames[frame], Precision.Single, two);
                Time($"{name}, ani-{n}, 1 member", model.Member(0, "one"), frames[frame], Precision.Single, Team.Single);
                Time($"{name}, ani-{n}, 8 members", model, frames[frame], Precision.Double, Team.Single);
                if (frame is "benzene" or "lisinopril_60")
                    TimeTangent($"{name}, ani-{n}, 8 members", model, frames[frame]);
            }
        }
    }

    /// <summary>Hardly any network.</summary>
    static AniModel Alone(AniModel model) => new(
        model.Functions,
        [[.. model.Functions.Elements.Select((_, s) => new ElementNetwork([model.Functions.Count, 1], [Activation.Linear], ElementNetwork.Random(model.Functions.Count, [], s).Parameters))]],
        [.. model.SelfEnergies]);

    static void Time(string name, AniModel model, Structure structure, Precision precision, Team team)
    {
        using var evaluator = model.Open(new EvaluatorOptions(team, precision, 0.5));
        var prediction = new Prediction();
        var nudge = 1e-7;
        var (wall, processor) = Clock.Measure(
            () =>
            {
                structure.Positions[0] += new Vec3(nudge, 0, 0);
                nudge = -nudge;
                evaluator.Evaluate(structure, Request.Forces, prediction);
            },
            0.7);
        Console.WriteLine($"{name}, {precision}, {team.Threads} thread{(team.Threads > 1 ? "s" : "")}: {wall * 1e3:F3} ms ({processor * 1e3:F3} of processor)");
    }

    /// <summary>One product of the Hessian with a direction.</summary>
    static void TimeTangent(string name, AniModel model, Structure structure)
    {
        using var evaluator = model.Open(EvaluatorOptions.Default);
        var forces = ForceTangents.Of(evaluator);
        Vec3[] direction = [.. structure.Positions.Select((_, i) => new Vec3(Math.Sin(i), Math.Cos(i), 1))], tangent = new Vec3[structure.Count];
        var (wall, processor) = Clock.Measure(() => forces.ForceTangent(structure, direction, tangent), 0.7);
        Console.WriteLine($"{name}, Hessian times a vector, Double, 1 thread: {wall * 1e3:F3} ms ({processor * 1e3:F3} of processor)");
    }
}
