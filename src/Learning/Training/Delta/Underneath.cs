using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>
/// What a model is trained on top of, taken apart: walls between nuclei (<c>zbl</c>), which are as they are, and a cheap level of theory, which is multiplied by a slope that the data say. What the model file
/// keeps is the sum as the grammar writes it, "zbl + 0.913 * hf/sto-3g": the factor needs no other place.
/// </summary>
sealed class Underneath
{
    readonly string _name;
    readonly (double Factor, IPotential Potential)[] _walls, _cheap;

    /// <exception cref="PotentialException">The grammar knows no such potential.</exception>
    internal Underneath(string name)
        : this(PotentialGrammar.Parse(name)) => _name = name;

    internal Underneath(IPotential whole)
    {
        (_name, Whole) = (whole.Name, whole);
        var terms = Whole is WeightedSum sum ? sum.Terms : [(1.0, Whole)];
        _walls = [.. terms.Where(t => ZblKind.Made(t.Potential))];
        _cheap = [.. terms.Where(t => !ZblKind.Made(t.Potential))];
        // The cheap level has all there is: a sum of nothing is none.
        Walls = _walls.Length == 0 ? null : _cheap.Length == 0 ? Whole : new WeightedSum(_walls);
        Cheap = _cheap.Length == 0 ? null : _walls.Length == 0 ? Whole : _cheap is [(1.0, var only)] ? only : new WeightedSum(_cheap);
    }

    /// <summary>All of it, as the user wrote it.</summary>
    internal IPotential Whole { get; }

    /// <summary>Taken off the labels as they are; null where there are none.</summary>
    internal IPotential? Walls { get; }

    /// <summary>The level that is corrected; null where there are walls alone, and nothing is learned of a difference.</summary>
    internal IPotential? Cheap { get; }

    /// <summary>The expression for the model file.</summary>
    internal string NameWith(double slope) => Cheap is null ? _name : new WeightedSum([.. _walls, .. _cheap.Select(t => (slope * t.Factor, t.Potential))]).Name;

    /// <summary>The potential under the model.</summary>
    /// <param name="cheap">In place of <see cref="Cheap"/>.</param>
    internal IPotential With(double slope, IPotential? cheap) => Cheap is null ? Whole : new WeightedSum([.. _walls, (slope, cheap ?? Cheap)]);
}
