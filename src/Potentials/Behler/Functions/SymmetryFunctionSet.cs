using System.Collections.Immutable;
using Athanor.Atoms;

namespace Athanor.Potentials.Behler;

/// <summary>
/// The descriptor: for every element of a centre atom a list of symmetry functions, whose values are the input of its network, in that order. Has nothing to train.
/// </summary>
public sealed class SymmetryFunctionSet
{
    readonly ImmutableArray<SymmetryFunction>[] _functions;
    readonly DescriptorPlan[] _plans;

    /// <param name="functions">By element of the centre; these elements are all that the set covers.</param>
    /// <exception cref="PotentialException">A function has no sensible parameters, or looks for an element that the set does not cover.</exception>
    public SymmetryFunctionSet(CutoffFunction cutoffFunction, IReadOnlyDictionary<Element, IReadOnlyList<SymmetryFunction>> functions)
    {
        if (functions.Count == 0)
            throw new PotentialException("A set of symmetry functions covers at least one element.");
        CutoffFunction = cutoffFunction;
        Elements = [.. functions.Keys.Order()];
        _functions = [.. Elements.Select(e => functions[e].ToImmutableArray())];
        for (var s = 0; s < Elements.Length; s++)
        {
            foreach (var function in _functions[s])
                Check(Elements[s], function);
        }
        Cutoffs = [.. _functions.SelectMany(l => l).Select(f => f.Cutoff).Distinct().Order()];
        Range = Cutoffs.IsEmpty ? 0 : Cutoffs[^1];
        _plans = [.. _functions.Select(l => new DescriptorPlan(this, l))];
    }

    /// <summary>Elements covered, lightest first; an element's place here is its species.</summary>
    public ImmutableArray<Element> Elements { get; }

    public CutoffFunction CutoffFunction { get; }

    /// <summary>The largest cutoff, Å.</summary>
    public double Range { get; }

    /// <summary>All different cutoffs, ascending, Å.</summary>
    public ImmutableArray<double> Cutoffs { get; }

    /// <summary>The functions of atoms of one species.</summary>
    public ImmutableArray<SymmetryFunction> this[int species] => _functions[species];

    /// <summary>How many functions a species has.</summary>
    public int Count(int species) => _functions[species].Length;

    /// <summary>Place of an element in <see cref="Elements"/>, −1 where it is not covered.</summary>
    public int SpeciesOf(Element element) => Elements.IndexOf(element);

    internal DescriptorPlan Plan(int species) => _plans[species];

    void Check(Element centre, SymmetryFunction function)
    {
        var wrong = function switch
        {
            _ when !(function.Cutoff > 0 && double.IsFinite(function.Cutoff)) => "its cutoff is not a positive length",
            RadialFunction r when !(r.Eta >= 0 && double.IsFinite(r.Eta)) || !double.IsFinite(r.Shift) => "eta must be a number from 0 on, the shift a number",
            RadialFunction { Neighbour: { } n } when !Elements.Contains(n) => $"{n} is not among the elements covered",
            AngularFunction a when !(a.Eta >= 0 && double.IsFinite(a.Eta)) || !double.IsFinite(a.Shift) || !double.IsFinite(a.Lambda) => "eta must be a number from 0 on, shift and lambda numbers",
            AngularFunction a when !(a.Zeta > 0 && a.Zeta <= 1024) => "zeta is not between 0 and 1024",
            AngularFunction { Neighbours: { } p } when !Elements.Contains(p.First) || !Elements.Contains(p.Second) => $"{p.First} or {p.Second} is not among the elements covered",
            CompactRadialFunction { Window.Wrong: { } reason } => reason,
            CompactRadialFunction { Neighbour: { } n } when !Elements.Contains(n) => $"{n} is not among the elements covered",
            CompactAngularFunction { Wrong: { } reason } => reason,
            CompactAngularFunction { Neighbours: { } p } when !Elements.Contains(p.First) || !Elements.Contains(p.Second) => $"{p.First} or {p.Second} is not among the elements covered",
            RadialFunction or AngularFunction or CompactRadialFunction or CompactAngularFunction => null,
            _ => "its kind is not known",
        };
        if (wrong is not null)
            throw new PotentialException($"The symmetry function \"{function}\" of {centre} cannot be used: {wrong}.");
    }
}
