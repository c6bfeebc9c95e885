using System.Globalization;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// <c>zbl</c>: the repulsion of nuclei that come too close, for every element; made to lie underneath learned potentials. By default it is switched off
/// between 0.35 and 0.7 times the sum of the covalent radii, which no bond (not even N≡N at 0.77 times) reaches, so that at normal distances it is exactly
/// zero. <c>scale=</c> replaces the 0.7; <c>inner=</c> and <c>outer=</c> (Å) replace both distances for all pairs.
/// </summary>
public sealed class ZblKind : IPotentialKind
{
    /// <summary>Outer distance in units of the sum of covalent radii.</summary>
    const double DefaultScale = 0.7;

    public string Name => "zbl";

    public string Usage => "zbl";

    public IPotential Open(PotentialName name)
    {
        var arguments = new PotentialArguments(name);
        double? scale = arguments.Positive("scale"), inner = arguments.Number("inner"), outer = arguments.Positive("outer");
        arguments.Finish();
        if ((inner is null) != (outer is null))
            throw name.Error("'zbl' takes 'inner' and 'outer' together: between them it is switched off.");
        if (inner is null)
            return Create(scale ?? DefaultScale);
        if (scale is not null)
            throw arguments.Error("scale", "Give 'scale', or 'inner' and 'outer', not both.");
        if (!(inner >= 0 && inner < outer))
            throw arguments.Error("inner", $"'inner' must lie between 0 and 'outer', {outer} Å.");
        return Create(inner.Value, outer!.Value);
    }

    /// <summary>Whether a potential is of this kind, whatever its distances.</summary>
    public static bool Made(IPotential potential) => potential is PairPotential<ZblLaw>;

    /// <summary>Switched off between half of, and the whole of, <paramref name="scale"/> times the sum of the covalent radii.</summary>
    public static ShortRangeModel Create(double scale = DefaultScale)
    {
        var name = scale == DefaultScale ? "zbl" : string.Create(CultureInfo.InvariantCulture, $"zbl:scale={scale}");
        return Create(name, (a, b) =>
        {
            var outer = scale * (a.CovalentRadius + b.CovalentRadius);
            return (0.5 * outer, outer);
        });
    }

    /// <summary>Switched off between two distances (Å), the same for all pairs.</summary>
    public static ShortRangeModel Create(double inner, double outer) =>
        Create(string.Create(CultureInfo.InvariantCulture, $"zbl:inner={inner},outer={outer}"), (_, _) => (inner, outer));

    static PairPotential<ZblLaw> Create(string name, Func<Element, Element, (double Inner, double Outer)> reach)
    {
        var elements = Element.All.ToArray();
        return new(name, new PairTable<ZblLaw>(elements, (a, b) =>
        {
            var (inner, outer) = reach(elements[a], elements[b]);
            return new PairEntry<ZblLaw>(new ZblLaw(elements[a], elements[b]), outer, inner);
        }, PairEnding.Switched));
    }
}
