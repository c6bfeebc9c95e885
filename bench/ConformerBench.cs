using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Ani;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Networks;

namespace Athanor.Bench;

/// <summary>
/// 256 conformers of 27 atoms (tryptophan, every coordinate shaken by up to 0.08 Å; or the frames of a file given as argument), energies and forces: one by one and together.
/// </summary>
static class ConformerBench
{
    const int Conformers = 256;

    public static void Run(string[] args)
    {
        if (AniReference.FindFolder() is not { } folder)
        {
            Console.WriteLine("conformers: needs ../shared/reference/ani, which is not beside this checkout");
            return;
        }
        var structures = args.Length > 0
            ? [.. StructureFiles.Read(args[0]).Select(f => f.Structure)]
            : Shaken(StructureFiles.Read(Path.Combine(folder, "ref_ani2x.extxyz")).First(f => f.Info["name"] == "tryptophan").Structure);
        using var two = new Team(2);
        foreach (var name in new[] { "2x", "1x" })
        {
            var model = NeuroChemFolder.Read(Path.Combine(folder, "ani-model-zoo", $"ani-{name}_8x.info"), $"ani-{name}");
            Time($"ani-{name}, 8 members", model, structures, Team.Single);
            Time($"ani-{name}, 8 members", model, structures, two);
            Time($"ani-{name}, 1 member", model.Member(0, "one"), structures, Team.Single);
        }
        Time("behler", Behler(structures), structures, Team.Single);
        Time("lennard-jones", PotentialGrammar.Parse("lj:epsilon=0.01,sigma=1,cutoff=6"), structures, Team.Single);
    }

    static Structure[] Shaken(Structure molecule)
    {
        var random = new Random(27);
        double By() => 0.16 * (random.NextDouble() - 0.5);
        return [.. Enumerable.Range(0, Conformers).Select(_ => new Structure([.. molecule.Elements], [.. molecule.Positions.Select(r => r + new Vec3(By(), By(), By()))]))];
    }

    static BehlerModel Behler(Structure[] structures)
    {
        var functions = SymmetryFunctionChoice.From(structures.Take(8), 5.0);
        return new BehlerModel(
            functions,
            [.. functions.Elements.Select((_, s) => FunctionScaling.Identity(functions.Count(s)))],
            [.. functions.Elements.Select((_, s) => ElementNetwork.Random(functions.Count(s), [20, 20], s))],
            new double[functions.Elements.Length]);
    }

    static void Time(string name, IPotential potential, Structure[] structures, Team team)
    {
        using var evaluator = potential.Open(new EvaluatorOptions(team, Precision.Single));
        Prediction[] into = [.. structures.Select(_ => new Prediction())];
        var (oneWall, one) = Clock.Measure(
            () =>
            {
                for (var k = 0; k < structures.Length; k++)
                    evaluator.Evaluate(structures[k], Request.Forces, into[k]);
            },
            2);
        var (wall, processor) = Clock.Measure(() => evaluator.EvaluateEach(structures, Request.Forces, into), 2);
        var threads = team.Threads == 1 ? "1 thread" : $"{team.Threads} threads";
        Console.WriteLine(
            $"{structures.Length} conformers of {structures[0].Count}, {name}, {threads}: one by one {structures.Length / oneWall:F0}/s ({structures.Length / one:F0} a second of processor), together {structures.Length / wall:F0}/s ({structures.Length / processor:F0})");
    }
}
