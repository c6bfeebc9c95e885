using Athanor.Potentials.Electrostatics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// The Coulomb sums of models with charges, with the constants of the programs that fit them. Where a structure does not repeat, what the sum over a periodic box tends to
/// when the box grows; those programs have boxes alone.
/// </summary>
static class NepElectrostatics
{
    /// <summary>
    /// 2π as the programs have it. In the weights of waves it is taken over, since energies would differ in the ninth digit otherwise. In phases it would make an atom and its image differ, by some
    /// 1e-8 eV/Å; there it is taken over only where their forces are asked for.
    /// </summary>
    const double TwoPi = 6.2831853;

    /// <summary>erfc π.</summary>
    const double ErfcPi = 8.876146367641605e-6;

    /// <summary>α = π/rc with rc the longest radial cutoff; wave vectors up to 2πα.</summary>
    internal static CoulombTerms Terms(NepForm form, ChargeForce force)
    {
        var cutoff = form.RadialCutoffs.Max();
        var alpha = Math.PI / cutoff;
        var waves = (alpha, TwoPi * alpha);
        var self = alpha / Math.Sqrt(Math.PI);
        var none = new CoulombTerms { Constant = NepZbl.Coulomb, TwoPi = TwoPi, PhaseTwoPi = force == ChargeForce.Reference ? TwoPi : 2 * Math.PI };
        return form.ChargeMode switch
        {
            1 => none with { Pairs = PairScreening.ShortPart(alpha, cutoff), Waves = waves, Self = self, Open = PairScreening.Coulomb },
            // Without the pairs nobody takes an atom's action on itself out of the sum over waves.
            2 => none with { Waves = waves, Open = PairScreening.LongPart(alpha), OpenSelf = -self },
            3 => none with { Pairs = Shifted(alpha, cutoff) },
            var mode => throw new ArgumentException($"There is no mode {mode} of electrostatics.", nameof(form)),
        };
    }

    /// <summary>erfc(αr)/r + A r + B, whose value and slope vanish at the cutoff.</summary>
    static PairScreening Shifted(double alpha, double cutoff)
    {
        var linear = ErfcPi / (cutoff * cutoff) + 2 * alpha / Math.Sqrt(Math.PI) * Math.Exp(-Math.PI * Math.PI) / cutoff;
        return PairScreening.ShortPart(alpha, cutoff) with { Linear = linear, Offset = -ErfcPi / cutoff - linear * cutoff };
    }
}
