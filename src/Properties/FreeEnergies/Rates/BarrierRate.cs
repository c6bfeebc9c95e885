using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>
/// Rates over one barrier of a profile: transition-state theory's k = ½ ⟨|ξ̇|⟩ p(ξ‡)/P, times κ of trajectories; and what Eyring's equation k = (kT/h) exp(−ΔF‡/kT) makes of it as a free energy of activation.
/// </summary>
/// <param name="Forward">1/s, upwards in ξ, κ included.</param>
/// <param name="ForwardTheory">The same with κ = 1.</param>
/// <param name="ForwardActivation">ΔF‡ of <paramref name="ForwardTheory"/> by Eyring's equation, eV.</param>
public sealed record BarrierRate(ProfileBarrier Barrier, Estimate Transmission, Estimate Forward, Estimate ForwardTheory, Estimate ForwardActivation, Estimate Backward, Estimate BackwardTheory, Estimate BackwardActivation)
{
    const double FemtosecondsPerSecond = 1e15;

    /// <param name="temperature">K.</param>
    public static BarrierRate Of(ProfileBarrier barrier, Recrossing recrossing, double temperature)
    {
        var kT = Units.Boltzmann * temperature;
        (Estimate Rate, Estimate Theory, Estimate Activation) One(Estimate density)
        {
            var theory = FemtosecondsPerSecond * 0.5 * recrossing.Speed.Value * Math.Exp(density.Value);
            var relative = Root(recrossing.Speed.Statistical / recrossing.Speed.Value, density.Statistical);
            var kappa = recrossing.Plateau;
            var activation = -kT * Math.Log(theory / FemtosecondsPerSecond * Units.Planck / kT);
            var rate = kappa.Value * theory;
            return (new Estimate(rate, "1/s", theory * Root(kappa.Value * relative, kappa.Statistical), Math.Abs(rate) * density.Model), new Estimate(theory, "1/s", theory * relative, theory * density.Model), new Estimate(activation, "eV", kT * relative, kT * density.Model));
        }
        var (forward, backward) = (One(barrier.ForwardDensity), One(barrier.BackwardDensity));
        return new BarrierRate(barrier, recrossing.Plateau, forward.Rate, forward.Theory, forward.Activation, backward.Rate, backward.Theory, backward.Activation);
    }

    static double Root(double? a, double? b) => Math.Sqrt((a ?? 0) * (a ?? 0) + (b ?? 0) * (b ?? 0));
}
