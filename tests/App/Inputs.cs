using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Networks;

namespace Athanor.App.Tests;

/// <summary>Small files that tests make for themselves.</summary>
static class Inputs
{
    public const string SmoothArgon = "lj:epsilon=0.0104,sigma=3.4,cutoff=6,switch=5";

    /// <summary>Two argon atoms with labels.</summary>
    public const string Pair = "2\nenergy=-0.01 config_type=pair Properties=species:S:1:pos:R:3:forces:R:3\nAr 0 0 0 0 0 -0.1\nAr 0 0 3.8 0 0 0.1\n";

    /// <summary>A crystal of silicon, displaced a little at random.</summary>
    public static string Silicon(int cells = 2) => Crystalline(Crystal.Diamond(Element.Parse("Si"), 5.43), cells);

    public static string Argon(int cells = 2) => Crystalline(Crystal.Fcc(Element.Parse("Ar"), 5.27), cells);

    static string Crystalline(Structure unit, int cells)
    {
        var random = new Random(1);
        double Next() => 0.05 * (2 * random.NextDouble() - 1);
        var crystal = unit.Repeat(cells, cells, cells);
        for (var i = 0; i < crystal.Count; i++)
            crystal.Positions[i] += new Vec3(Next(), Next(), Next());
        using var stream = new MemoryStream();
        new ExtxyzWriter(stream).Write(new Frame(crystal));
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Argon atoms at these places (Å), one a line.</summary>
    public static string Atoms(string comment, params (double X, double Y, double Z)[] at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.Length}\n{comment}\n") + string.Concat(at.Select(r => string.Create(CultureInfo.InvariantCulture, $"Ar {r.X} {r.Y} {r.Z}\n")));

    /// <summary>A model file: a network of random weights for silicon.</summary>
    public static void WriteSiliconNetwork(string path, int seed = 1)
    {
        var silicon = Element.Parse("Si");
        var functions = new SymmetryFunctionSet(new CutoffFunction(CutoffShape.Cosine), new Dictionary<Element, IReadOnlyList<SymmetryFunction>>
        {
            [silicon] = [new RadialFunction(silicon, 0.5, 0, 5), new RadialFunction(silicon, 2, 0, 5)],
        });
        BehlerModelFile.Write(new BehlerModel(functions, [FunctionScaling.Identity(2)], [ElementNetwork.Random(2, [4], seed)], [-5.0]), path, overwrite: false);
    }
}
