using System.Collections.Immutable;
using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Ani;

/// <summary>
/// An ANI potential (Smith, Isayev, Roitberg, Chem. Sci. 8, 3192, 2017): E = Σ_i [NN(AEV_i) + E0], one network for each element on the atomic environment vector, or the
/// mean over several such networks (the members of an ensemble), which share the vector and the E0. For neutral closed-shell molecules only. Immutable.
/// </summary>
public sealed class AniModel : ShortRangeModel, IDescribed
{
    readonly Dictionary<(Type Wide, UInt128 Mask), object> _subsets = [];

    /// <summary>eV, CODATA 2018.</summary>
    public const double Hartree = 27.211386245988;

    /// <param name="functions">The environment vector.</param>
    /// <param name="members">By member and species of <paramref name="functions"/>; outputs in Hartree.</param>
    /// <param name="selfEnergies">By species: energy added for every atom, Hartree.</param>
    /// <exception cref="PotentialException">The parts do not fit together.</exception>
    public AniModel(AevFunctions functions, IReadOnlyList<IReadOnlyList<ElementNetwork>> members, IReadOnlyList<double> selfEnergies, string name = "ani")
    {
        var species = functions.Elements.Length;
        if (members.Count == 0 || members.Any(m => m.Count != species) || selfEnergies.Count != species)
            throw new PotentialException($"A model of {species} elements needs as many self energies, and as many networks for each of its members.");
        if (members.SelectMany(m => m).FirstOrDefault(n => n.Inputs != functions.Count) is { } wrong)
            throw new PotentialException($"The environment vector has {functions.Count} entries, but a network takes {wrong.Inputs}.");
        for (var s = 0; s < species; s++)
        {
            if (members.Select(m => m[s]).FirstOrDefault(n => !n.Sizes.SequenceEqual(members[0][s].Sizes) || !n.Activations.SequenceEqual(members[0][s].Activations)) is { } other)
                throw new PotentialException($"The members' networks of {functions.Elements[s]} have the same layers; {string.Join("-", other.Sizes)} and {string.Join("-", members[0][s].Sizes)} differ, or their activations do.");
        }
        (Functions, Members, SelfEnergies, Name) = (functions, [.. members.Select(m => m.ToImmutableArray())], [.. selfEnergies], name);
    }

    public override string Name { get; }

    public override double Range => Functions.RadialCutoff;

    /// <summary>The environment vector.</summary>
    public AevFunctions Functions { get; }

    /// <summary>By member and species.</summary>
    public ImmutableArray<ImmutableArray<ElementNetwork>> Members { get; }

    /// <summary>By species, Hartree.</summary>
    public ImmutableArray<double> SelfEnergies { get; }

    /// <summary>Parts of the model (<see cref="SubsetOf"/>) that are made before the whole of it has to do.</summary>
    internal int MostSubsets { get; init; } = 8;

    public string Card => AniCard.Text(this);

    /// <summary>One member by itself.</summary>
    public AniModel Member(int member, string name) => new(Functions, [Members[member]], SelfEnergies, name);

    /// <summary>Nearly all time goes into the networks, whose weights (38 MB for H, C, N, O in ANI-2x) are read once for every block.</summary>
    public override int SmallestBlock => 96;

    public override int SpeciesOf(Element element) => Functions.SpeciesOf(element);

    public override double AtomEnergy(int species) => SelfEnergies[species] * Hartree;

    /// <summary>Neither knows of charge nor of spin, and would give a number all the same.</summary>
    public override void Check(Structure structure)
    {
        if (structure.Charge != 0)
            throw new PotentialException($"'{Name}' is for neutral molecules, and {structure.Formula} has the charge {structure.Charge:+0.###;-0.###} e. Use a potential that knows charges, or take the charge out of the structure if it is wrong.");
        if (structure.Multiplicity is { } multiplicity and not 1)
            throw new PotentialException($"'{Name}' is for closed-shell molecules (multiplicity 1), and {structure.Formula} has multiplicity {multiplicity}. Use a potential that knows spin, or take the multiplicity out of the structure if it is wrong.");
    }

    /// <summary>
    /// The part for these elements (a bit for each species), made when it is first wanted and kept for all threads. A part takes up to some hundred megabytes: who comes with many
    /// sets of elements gets the whole model from then on, which gives the same bits and is slower.
    /// </summary>
    internal AniSubset<S> SubsetOf<W, S>(UInt128 mask)
        where W : struct, IWide<W, S>
        where S : unmanaged, IFloatingPointIeee754<S>
    {
        lock (_subsets)
        {
            if (_subsets.TryGetValue((typeof(W), mask), out var subset))
                return (AniSubset<S>)subset;
            if (_subsets.Count >= MostSubsets)
                mask = (UInt128.One << Functions.Elements.Length) - UInt128.One;
            if (!_subsets.TryGetValue((typeof(W), mask), out subset))
                _subsets[(typeof(W), mask)] = subset = AniSubset<S>.Of<W>(this, [.. Enumerable.Range(0, Functions.Elements.Length).Where(s => (mask >> s & UInt128.One) != UInt128.Zero)]);
            return (AniSubset<S>)subset;
        }
    }

    public override BlockKernel<T> OpenKernel<T>()
    {
        object kernel = typeof(T) == typeof(float)
            ? Widths.Single<SingleDoor, BlockKernel<float>>(new SingleDoor(this))
            : Widths.Double<DoubleDoor, BlockKernel<double>>(new DoubleDoor(this));
        return (BlockKernel<T>)kernel;
    }

    readonly struct SingleDoor(AniModel model) : ISingleUser<BlockKernel<float>>
    {
        public BlockKernel<float> Use<W>()
            where W : struct, IWide<W, float> => new AniKernel<W, float>(model);
    }

    readonly struct DoubleDoor(AniModel model) : IDoubleUser<BlockKernel<double>>
    {
        public BlockKernel<double> Use<W>()
            where W : struct, IWide<W, double> => new AniKernel<W, double>(model);
    }
}
