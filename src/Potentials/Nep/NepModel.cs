using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Electrostatics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// A neuroevolution potential (Z. Fan et al., Phys. Rev. B 104, 104309, 2021, and later versions): a network of one hidden layer on invariants that are built from
/// Chebyshev functions of distance and spherical harmonics. Immutable.
/// </summary>
public sealed class NepModel : ShortRangeModel, IDescribed
{
    readonly double[] _radial, _angular, _scaler;
    readonly int[] _speciesOf = new int[byte.MaxValue + 1];
    JsonObject _record = [];

    /// <param name="networks">By species; one alone in NEP3.</param>
    /// <param name="bias">Subtracted from every atom's energy, eV.</param>
    /// <param name="radial">c[n, k, centre, neighbour] of the radial channels, n slowest.</param>
    /// <param name="angular">The same of the angular ones.</param>
    /// <param name="scaler">By descriptor component: what it is multiplied by before the network.</param>
    /// <param name="rootDielectric">√ε∞ of a model with charges.</param>
    /// <exception cref="PotentialException">The parts do not fit together.</exception>
    public NepModel(
        NepForm form, IReadOnlyList<NepNetwork> networks, double bias, ReadOnlySpan<double> radial, ReadOnlySpan<double> angular, ReadOnlySpan<double> scaler,
        double rootDielectric = 1, string name = "nep")
    {
        if (networks.Count != form.NetworkCount || networks.Any(n => n.Inputs != form.DescriptorLength || n.Neurons != form.Neurons || n.Charge.IsEmpty == form.HasCharges))
            throw new PotentialException($"A NEP{form.Version} model of {form.Species} elements has {form.NetworkCount} networks {form.DescriptorLength}-{form.Neurons}, and other ones were given.");
        if (radial.Length != form.RadialCoefficientCount || angular.Length != form.AngularCoefficientCount || scaler.Length != form.DescriptorLength)
            throw new PotentialException($"The model has {form.RadialCoefficientCount} radial and {form.AngularCoefficientCount} angular coefficients and {form.DescriptorLength} scalers, not {radial.Length}, {angular.Length}, {scaler.Length}.");
        if (form.Zbl is { } zbl && zbl.Pairs.Length != (zbl.IsFlexible ? NepZbl.NumbersPerPair * form.Species * (form.Species + 1) / 2 : 0))
            throw new PotentialException($"ZBL fitted for every pair has {NepZbl.NumbersPerPair} numbers for each two of the {form.Species} elements, and none where it is universal; there are {zbl.Pairs.Length}.");
        (Form, Networks, Bias, RootDielectric, Name) = (form, [.. networks], bias, rootDielectric, name);
        (_radial, _angular, _scaler) = (radial.ToArray(), angular.ToArray(), scaler.ToArray());
        Array.Fill(_speciesOf, -1);
        for (var s = form.Species - 1; s >= 0; s--)
            _speciesOf[form.Elements[s].AtomicNumber] = s;
        Range = Math.Max(form.RadialCutoffs.Max(), form.AngularCutoffs.Max());
    }

    public override string Name { get; }

    public override double Range { get; }

    /// <summary>Which functions it sees, and its sizes.</summary>
    public NepForm Form { get; }

    /// <summary>By species; one alone in NEP3.</summary>
    public ImmutableArray<NepNetwork> Networks { get; }

    /// <summary>Subtracted from every atom's energy, eV.</summary>
    public double Bias { get; }

    /// <summary>√ε∞, by which Born charges are scaled; 1 where the model has no charges.</summary>
    public double RootDielectric { get; }

    /// <summary>c[n, k, centre, neighbour], n slowest.</summary>
    public ReadOnlySpan<double> RadialCoefficients => _radial;

    /// <summary>c[n, k, centre, neighbour], n slowest.</summary>
    public ReadOnlySpan<double> AngularCoefficients => _angular;

    /// <summary>By descriptor component: what it is multiplied by before the network.</summary>
    public ReadOnlySpan<double> Scaler => _scaler;

    /// <summary>The network of a species.</summary>
    public NepNetwork Network(int species) => Networks[Networks.Length == 1 ? 0 : species];

    public string Card => NepCard.Text(this);

    public override int SpeciesOf(Element element) => _speciesOf[element.AtomicNumber];

    /// <summary>What is subtracted from every atom's energy, apart from the network.</summary>
    public override double AtomEnergy(int species) => -Bias - Network(species).Bias;

    /// <summary>Whether forces of a model with charges are the gradient of its energy, or those of the programs that fit such models.</summary>
    public ChargeForce ChargeForce { get; private init; }

    /// <summary>With charges the energy is not a sum over atoms alone.</summary>
    public override bool IsSumOverAtoms => !Form.HasCharges;

    public override IEvaluator Open(EvaluatorOptions options) => Form.HasCharges
        ? new ChargedEvaluator(this, NepElectrostatics.Terms(Form, ChargeForce), ChargeForce, RootDielectric, options)
        : base.Open(options);

    /// <summary>What descriptors were in the training data; null where it is not known, as in a <c>nep.txt</c>.</summary>
    public DescriptorRange? Trained { get; private init; }

    /// <summary>What is known of its making: data, training record, calibration. A copy.</summary>
    public JsonObject Record => _record.DeepClone().AsObject();

    public JsonObject? Details => _record.Count > 0 || Trained is not null ? NepModelFile.ToFile(this).Described : null;

    /// <summary>The same model with other forces.</summary>
    public NepModel With(ChargeForce force) => Copy(Name, force, Trained, _record);

    /// <summary>The same model under another name.</summary>
    public NepModel Named(string name) => Copy(name, ChargeForce, Trained, _record);

    /// <summary>The same model with what its training left.</summary>
    /// <exception cref="PotentialException">The range is that of another form.</exception>
    public NepModel With(DescriptorRange? trained, JsonObject? record = null) => trained is not null && !trained.IsOf(Form.Species, Form.DescriptorLength)
        ? throw new PotentialException($"A model of {Form.Species} elements and descriptors of {Form.DescriptorLength} has a range for each, and other ones were given.")
        : Copy(Name, ChargeForce, trained, record ?? _record);

    NepModel Copy(string name, ChargeForce force, DescriptorRange? trained, JsonObject record) => new(Form, Networks, Bias, _radial, _angular, _scaler, RootDielectric, name)
    {
        ChargeForce = force,
        Trained = trained,
        _record = record.DeepClone().AsObject(),
    };

    public override BlockKernel<T> OpenKernel<T>()
    {
        object kernel = typeof(T) == typeof(float)
            ? Widths.Single<SingleDoor, BlockKernel<float>>(new SingleDoor(this))
            : Widths.Double<DoubleDoor, BlockKernel<double>>(new DoubleDoor(this));
        return (BlockKernel<T>)kernel;
    }

    readonly struct SingleDoor(NepModel model) : ISingleUser<BlockKernel<float>>
    {
        public BlockKernel<float> Use<W>()
            where W : struct, IWide<W, float> => new NepKernel<W, float>(model);
    }

    readonly struct DoubleDoor(NepModel model) : IDoubleUser<BlockKernel<double>>
    {
        public BlockKernel<double> Use<W>()
            where W : struct, IWide<W, double> => new NepKernel<W, double>(model);
    }
}
