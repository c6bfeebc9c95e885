using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// J = Σ_i E_i v_i + Σ_j W_j v_j with the virials of single atoms as <see cref="Prediction.AtomVirials"/> attributes them, W_j = −Σ_i r_ij ⊗ ∂U_i/∂r_ij: exact for every potential whose energies U_i are functions
/// of edges that begin at i (Fan et al., Phys. Rev. B 92, 094301 (2015)). Costs one evaluation.
/// </summary>
sealed class AtomVirialFlux(IEvaluator evaluator, double[] reference) : IHeatFlux
{
    readonly Prediction _prediction = new();

    public string How => "virials of single atoms";

    public Vec3 Of(Structure structure)
    {
        evaluator.Evaluate(structure, Request.AtomEnergies | Request.AtomVirials, _prediction);
        var flux = HeatFlux.Convection(structure, _prediction.AtomEnergies, reference);
        var virials = _prediction.AtomVirials;
        for (var j = 0; j < virials.Length; j++)
            flux += virials[j] * structure.Velocities![j];
        return flux;
    }

    public void Dispose() => evaluator.Dispose();
}
