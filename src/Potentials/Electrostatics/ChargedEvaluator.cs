using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Electrostatics;

/// <summary>How forces follow from an energy whose charges move with the atoms.</summary>
public enum ChargeForce
{
    /// <summary>The gradient of the energy.</summary>
    Exact,

    /// <summary>
    /// Digit by digit what the program does that fitted the model: as if making the charges neutral did not depend on the atoms' places, so that forces are not the gradient of any energy,
    /// and with its rounded constants.
    /// </summary>
    Reference,
}

/// <summary>
/// A short-range model with a charge for every atom, and the Coulomb energy of these charges. Two passes over the model: the charges q_i first; made neutral, Q_i = q_i − q̄, they
/// have the energy E(Q, r) and the potentials D_i = ∂E/∂Q_i. The second pass has forces of the model's own energy and of Σ (D_i − D̄) q_i, the D constant: with the forces at
/// fixed charges the exact gradient, for ∂E/∂q_i = D_i − D̄.
/// </summary>
sealed class ChargedEvaluator : IEvaluator, ITrainingRange
{
    readonly ShortRangeModel _model;
    readonly IOutputEvaluator _short;
    readonly CoulombSum _sum;
    readonly ChargeForce _force;
    readonly double _bornFactor;
    readonly ElectrostaticField _field = new();
    double[] _charges = [], _cotangents = [];

    /// <param name="model">Its kernels give one output, the charge in e.</param>
    /// <param name="terms">Their pairs reach no farther than the model.</param>
    /// <param name="bornFactor">√ε∞, by which Born charges are larger than derivatives of these charges' dipole moment.</param>
    internal ChargedEvaluator(ShortRangeModel model, CoulombTerms terms, ChargeForce force, double bornFactor, EvaluatorOptions options)
    {
        if (terms.Range > model.Range)
            throw new ArgumentException("The Coulomb sum wants neighbours that the model does not see.", nameof(terms));
        (_model, _force, _bornFactor) = (model, force, bornFactor);
        _short = ShortRangeEvaluator.OpenWithOutputs([(1, model)], options);
        _sum = new CoulombSum(terms, options.Team);
    }

    public ReadOnlySpan<Vec3> ListPositions => _short.ListPositions;

    public Cell? ListCell => _short.ListCell;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        if (structure.Charge != 0)
            throw new PotentialException($"'{_model.Name}' makes every structure neutral, and {structure.Formula} is said to have a charge of {structure.Charge:G4} e. Take the charge away, or a potential that honours it.");
        if (_charges.Length != structure.Count)
            (_charges, _cotangents) = (new double[structure.Count], new double[structure.Count]);
        _short.Outputs(structure, _charges);
        SubtractMean(_charges);
        _sum.Evaluate(structure, _short.Neighbours, _charges, _field);
        _field.Potentials.CopyTo(_cotangents);
        if (_force == ChargeForce.Exact)
            SubtractMean(_cotangents);
        // The sum over wave vectors is not one over edges, and would be missing in a virial atom by atom.
        _short.Evaluate(structure, _cotangents, request & ~Request.AtomVirials, into);
        into.Energy += _field.Energy;
        if ((request & Request.Virial) != 0)
            into.Virial += _field.Virial;
        var forces = into.Forces;
        for (var i = 0; i < forces.Length; i++)
            forces[i] += _field.Forces[i];
        // The Coulomb energy is quadratic in the charges: half of every charge in the potential of all.
        var energies = into.AtomEnergies;
        for (var i = 0; i < energies.Length; i++)
            energies[i] += 0.5 * _charges[i] * _field.Potentials[i];
        if ((request & Request.Charges) != 0)
            _charges.CopyTo(into.RequireCharges());
        if ((request & Request.BornCharges) != 0)
            FillBornCharges(structure, into.RequireBornCharges());
    }

    static void SubtractMean(Span<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        var mean = values.Length == 0 ? 0 : sum / values.Length;
        foreach (ref var value in values)
            value -= mean;
    }

    /// <summary>Z*_i = √ε∞ (Q_i + ½ (Σ_j r_ij ⊗ ∂q_i/∂r_ij − Σ_j r_ji ⊗ ∂q_j/∂r_ji)): the dipole moment's derivative, a centre's charge and its opposite lying halfway along each edge.</summary>
    void FillBornCharges(Structure structure, Span<Mat3> into)
    {
        var born = new Mat3[structure.Count];
        for (var i = 0; i < born.Length; i++)
            born[i] = _charges[i] * Mat3.Identity;
        _short.VisitOutputGradients(structure, (centre, neighbour, edge, gradient) =>
        {
            var half = 0.5 * Mat3.Outer(edge, gradient);
            born[centre] += half;
            born[neighbour] -= half;
        });
        for (var i = 0; i < born.Length; i++)
            into[i] = _bornFactor * born[i];
    }

    public RangeExcess ExcessOf(Structure structure) => _short is ITrainingRange range ? range.ExcessOf(structure) : RangeExcess.None;

    public void Dispose()
    {
        _short.Dispose();
        _sum.Dispose();
    }
}
