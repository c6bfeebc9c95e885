using System.Collections.Immutable;

namespace Athanor.Potentials.Nep;

/// <summary>
/// A model's parameters as a fit varies them, in one flat vector: networks on inputs that are shifted and scaled, and radial functions as combinations of a few that are
/// orthonormal over the data, so that all parameters are of the order of one and steps in them mean alike. Any such vector is a <see cref="NepModel"/>. Immutable.
/// </summary>
/// <remarks>
/// By species: weights [neuron, input], biases (subtracted), output weights (eV), and an energy added to every atom. Then by species of the centre: angular coefficients [species of the neighbour, channel, function], radial ones likewise.
/// </remarks>
public sealed class NepParameters
{
    readonly double[] _radial, _angular;

    /// <param name="radial">[function, Chebyshev function ½(T_k + 1) fc]: the combinations that radial channels are made of.</param>
    /// <param name="angular">The same for angular channels.</param>
    /// <param name="scaler">By descriptor component.</param>
    /// <param name="shift">By descriptor component: subtracted before it is scaled. The model has it in its biases.</param>
    public NepParameters(NepForm form, ReadOnlySpan<double> radial, ReadOnlySpan<double> angular, ReadOnlySpan<double> scaler, ReadOnlySpan<double> shift)
    {
        if (form.HasCharges || (form.Invariants & NepInvariants.Q1111) != 0 || form.Version == 3 || form.RadialCutoffs.Distinct().Count() > 1 || form.AngularCutoffs.Distinct().Count() > 1)
            throw new ArgumentException("Only models without charges and q1111, with a network for each element and cutoffs for all, can be fitted.", nameof(form));
        if (radial.Length % form.RadialBasis != 0 || angular.Length % form.AngularBasis != 0 || scaler.Length != form.DescriptorLength || shift.Length != form.DescriptorLength)
            throw new ArgumentException("Combinations, scaler and shift are not those of the form.", nameof(form));
        Form = form;
        (_radial, _angular) = (radial.ToArray(), angular.ToArray());
        (Scaler, Shift) = ([.. scaler], [.. shift]);
    }

    public NepForm Form { get; }

    public ImmutableArray<double> Scaler { get; }

    public ImmutableArray<double> Shift { get; }

    /// <summary>Functions that radial channels combine.</summary>
    public int RadialFunctions => _radial.Length / Form.RadialBasis;

    /// <summary>Functions that angular channels combine.</summary>
    public int AngularFunctions => _angular.Length / Form.AngularBasis;

    /// <summary>[function, Chebyshev function].</summary>
    public ReadOnlySpan<double> RadialCombinations => _radial;

    /// <inheritdoc cref="RadialCombinations"/>
    public ReadOnlySpan<double> AngularCombinations => _angular;

    public int Inputs => Form.DescriptorLength;

    public int NetworkLength => Form.Neurons * (Inputs + 2) + 1;

    /// <summary>Coefficients of one centre's species.</summary>
    public int CoefficientLength => Form.Species * (Form.AngularChannels * AngularFunctions + Form.RadialChannels * RadialFunctions);

    public int Count => Form.Species * (NetworkLength + CoefficientLength);

    public int Network(int species) => species * NetworkLength;

    public int Biases(int species) => Network(species) + Form.Neurons * Inputs;

    public int Outputs(int species) => Biases(species) + Form.Neurons;

    /// <summary>The energy added to atoms of a species.</summary>
    public int Offset(int species) => Outputs(species) + Form.Neurons;

    public int Coefficients(int centre) => Form.Species * NetworkLength + centre * CoefficientLength;

    public int Angular(int centre, int neighbour) => Coefficients(centre) + neighbour * Form.AngularChannels * AngularFunctions;

    public int Radial(int centre, int neighbour) => Coefficients(centre) + Form.Species * Form.AngularChannels * AngularFunctions + neighbour * Form.RadialChannels * RadialFunctions;

    /// <summary>The same with other scaler and shift.</summary>
    public NepParameters With(ReadOnlySpan<double> scaler, ReadOnlySpan<double> shift) => new(Form, _radial, _angular, scaler, shift);

    /// <summary>The model with these parameters.</summary>
    /// <param name="atomEnergies">Added to every atom of a species, eV.</param>
    public NepModel ToModel(ReadOnlySpan<double> parameters, ReadOnlySpan<double> atomEnergies, string name = "nep")
    {
        var networks = new NepNetwork[Form.Species];
        var bias = 0.0;
        for (var s = 0; s < networks.Length; s++)
        {
            var weights = parameters.Slice(Network(s), Form.Neurons * Inputs);
            var biases = parameters.Slice(Biases(s), Form.Neurons).ToArray();
            for (var h = 0; h < biases.Length; h++)
            {
                for (var d = 0; d < Inputs; d++)
                    biases[h] += weights[h * Inputs + d] * Shift[d] * Scaler[d];
            }
            var energy = parameters[Offset(s)] + atomEnergies[s];
            if (Form.Version == 4)
                bias = -energy;
            networks[s] = new NepNetwork(weights, biases, parameters.Slice(Outputs(s), Form.Neurons), bias: Form.Version == 5 ? -energy : 0);
        }
        return new NepModel(
            Form, networks, bias,
            Expanded(parameters, Form.RadialChannels, Form.RadialBasis, _radial, Radial), Expanded(parameters, Form.AngularChannels, Form.AngularBasis, _angular, Angular),
            Scaler.AsSpan(), name: name);
    }

    /// <summary>c[n, k, centre, neighbour].</summary>
    double[] Expanded(ReadOnlySpan<double> parameters, int channels, int basis, double[] combinations, Func<int, int, int> start)
    {
        int kinds = Form.Species, functions = combinations.Length / basis;
        var c = new double[channels * basis * kinds * kinds];
        for (var a = 0; a < kinds; a++)
        {
            for (var b = 0; b < kinds; b++)
            {
                for (var n = 0; n < channels; n++)
                {
                    var own = parameters.Slice(start(a, b) + n * functions, functions);
                    for (var k = 0; k < basis; k++)
                    {
                        for (var m = 0; m < functions; m++)
                            c[((n * basis + k) * kinds + a) * kinds + b] += own[m] * combinations[m * basis + k];
                    }
                }
            }
        }
        return c;
    }
}
