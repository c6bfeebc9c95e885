using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Behler;

/// <summary>The words by which the parts of a model stand in files. They never change; new ones are added.</summary>
static class BehlerNames
{
    static readonly (CutoffShape Shape, string Name)[] Shapes =
    [
        (CutoffShape.Hard, "hard"),
        (CutoffShape.Cosine, "cosine"),
        (CutoffShape.TanhCubed, "tanh-cubed"),
        (CutoffShape.TanhCubedScaled, "tanh-cubed-scaled"),
        (CutoffShape.Exponential, "exponential"),
        (CutoffShape.Polynomial1, "polynomial-1"),
        (CutoffShape.Polynomial2, "polynomial-2"),
        (CutoffShape.Polynomial3, "polynomial-3"),
        (CutoffShape.Polynomial4, "polynomial-4"),
    ];

    internal static string Of(CutoffShape shape) => Array.Find(Shapes, s => s.Shape == shape).Name;

    internal static CutoffShape Shape(string name) => Array.Exists(Shapes, s => s.Name == name)
        ? Array.Find(Shapes, s => s.Name == name).Shape
        : throw new PotentialException($"'{name}' is not a cutoff function; known are {string.Join(", ", Shapes.Select(s => s.Name))}.");

    internal static string Of(Activation activation)
    {
        var user = new NameOf();
        ActivationTypes.Use(activation, ref user);
        return user.Name!;
    }

    internal static Activation Activation(string name)
    {
        foreach (var activation in Enum.GetValues<Activation>())
        {
            if (Of(activation) == name)
                return activation;
        }
        throw new PotentialException($"'{name}' is not an activation function; known are {string.Join(", ", Enum.GetValues<Activation>().Select(Of))}.");
    }

    struct NameOf : IActivationUser
    {
        public string? Name;

        public void Use<TLaw>()
            where TLaw : struct, IActivation => Name = TLaw.Name;
    }

    /// <summary>"radial H eta 0.3 shift 0 cutoff 6", "narrow H O eta 0.1 shift 0 lambda -1 zeta 4 cutoff 6", "wide …", "compact-radial H inner -6 cutoff 6 core
    /// polynomial-2 skewed 1", "compact-narrow H O … from 0 to 120", "compact-wide …"; "*" for all neighbours, weighted.</summary>
    internal static string Of(SymmetryFunction function) => function switch
    {
        RadialFunction r => string.Create(CultureInfo.InvariantCulture, $"radial {r.Neighbour?.Symbol ?? "*"} eta {r.Eta:r} shift {r.Shift:r} cutoff {r.Cutoff:r}"),
        AngularFunction a => string.Create(
            CultureInfo.InvariantCulture,
            $"{(a.Narrow ? "narrow" : "wide")} {Elements(a.Neighbours)} eta {a.Eta:r} shift {a.Shift:r} lambda {a.Lambda:r} zeta {a.Zeta:r} cutoff {a.Cutoff:r}"),
        CompactRadialFunction c => string.Create(CultureInfo.InvariantCulture, $"compact-radial {c.Neighbour?.Symbol ?? "*"} {Of(c.Window)}"),
        CompactAngularFunction c => string.Create(
            CultureInfo.InvariantCulture, $"compact-{(c.Narrow ? "narrow" : "wide")} {Elements(c.Neighbours)} {Of(c.Window)} from {c.From:r} to {c.To:r}"),
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    static string Of(CompactWindow w) => string.Create(CultureInfo.InvariantCulture, $"inner {w.Inner:r} cutoff {w.Cutoff:r} core {Of(w.Core)} skewed {(w.Skewed ? 1 : 0)}");

    static string Elements(ElementPair? pair) => pair is { } p ? $"{p.First.Symbol} {p.Second.Symbol}" : "*";

    internal static SymmetryFunction Function(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double Value(string key)
        {
            var at = Array.IndexOf(words, key);
            return at >= 0 && at + 1 < words.Length && double.TryParse(words[at + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new PotentialException($"The symmetry function \"{text}\" has no number for '{key}'.");
        }
        CompactWindow Window()
        {
            var at = Array.IndexOf(words, "core");
            return new CompactWindow(Value("inner"), Value("cutoff"), Shape(at >= 0 && at + 1 < words.Length ? words[at + 1] : ""), Value("skewed") != 0);
        }

        return words switch
        {
            ["compact-radial", "*", ..] => new CompactRadialFunction(null, Window()),
            ["compact-radial", var e, ..] => new CompactRadialFunction(Element.Parse(e), Window()),
            ["compact-narrow" or "compact-wide", "*", ..] => new CompactAngularFunction(null, words[0] == "compact-narrow", Window(), Value("from"), Value("to")),
            ["compact-narrow" or "compact-wide", var e1, var e2, ..] => new CompactAngularFunction(
                new ElementPair(Element.Parse(e1), Element.Parse(e2)), words[0] == "compact-narrow", Window(), Value("from"), Value("to")),
            ["radial", "*", ..] => new RadialFunction(null, Value("eta"), Value("shift"), Value("cutoff")),
            ["radial", var e, ..] => new RadialFunction(Element.Parse(e), Value("eta"), Value("shift"), Value("cutoff")),
            ["narrow" or "wide", "*", ..] => new AngularFunction(null, words[0] == "narrow", Value("eta"), Value("shift"), Value("lambda"), Value("zeta"), Value("cutoff")),
            ["narrow" or "wide", var e1, var e2, ..] => new AngularFunction(
                new ElementPair(Element.Parse(e1), Element.Parse(e2)), words[0] == "narrow", Value("eta"), Value("shift"), Value("lambda"), Value("zeta"), Value("cutoff")),
            _ => throw new PotentialException($"\"{text}\" is not a symmetry function that this program knows."),
        };
    }
}
