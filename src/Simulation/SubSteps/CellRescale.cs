using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Strains cell, positions and (inversely) velocities by a first-order stochastic equation whose stationary distribution is that of constant pressure
/// (Bernetti and Bussi, J. Chem. Phys. 153, 114107 (2020); full cell: Del Tatto et al., Appl. Sci. 12, 1139 (2022)). Stands in the middle of a step,
/// after the thermostat.
/// </summary>
/// <remarks>
/// With P the internal pressure tensor (kinetic part included), β the compressibility and τ the relaxation time, a step strains by the symmetric
/// ε = (β/3τ)(P − P₀) Δt + √(2kTβΔt/3Vτ) G, cell h ← h e^ε (rows), positions r ← r e^ε, velocities v ← v e^−ε, where G is a symmetric matrix
/// of Gaussians of variance 1 on and ½ off the diagonal. In the isotropic case only the trace is kept. For the measure dV dh₀ over cells (h₀ of unit volume)
/// this is the Euler step of the diffusion D = kTβ/3Vτ on the group of deformations whose stationary density is exp(−(K + U + P₀V)/kT): the drift
/// ∇D and the measure's own V cancel. Symmetric strains, one after the other, turn the crystal slowly; a rotation takes this back, so
/// that the first lattice vector keeps its direction and the second its plane.
/// </remarks>
/// <param name="pressure">P₀, eV/Å³.</param>
/// <param name="rate">β/τ, Å³/eV/fs.</param>
sealed class CellRescale(Ramp temperature, Ramp pressure, double rate, bool fullCell) : SubStep
{
    /// <summary>A strain in one step beyond which something is wrong, not merely far from equilibrium.</summary>
    const double LargestStrain = 0.2;

    Mat3 _stretch = Mat3.Identity;
    Mat3 _shrink = Mat3.Identity;

    public override bool AwaitsAll => true;

    /// <summary>ε of the last step, before the rotation.</summary>
    internal Mat3 Strain { get; private set; }

    /// <summary>Virial from which ε was computed, eV.</summary>
    internal Mat3 VirialBefore { get; private set; }

    public override void Prepare(DynamicState state)
    {
        var cell = state.Structure.Cell!;
        var virial = state.Prediction.Virial.Symmetrized;
        var strain = Draw(state, cell.Volume, virial);
        if (!(Norm(strain) < LargestStrain))
        {
            throw new SimulationException(
                $"In step {state.Step + 1} the barostat would strain the cell by {100 * Norm(strain):F1} % at once (pressure {-(state.Stress!.Value.Trace / 3) * Units.GigaPascal:F1} GPa). Relax the cell first, take a longer pressure relaxation time, or a larger bulk modulus.");
        }
        var (grow, shrink) = (Exponential(strain), Exponential(-1.0 * strain));
        var vectors = cell.Vectors * grow;
        var rotation = fullCell ? CellOrientation.Back(vectors, cell.Vectors) : Mat3.Identity;
        vectors = CellOrientation.Turned(vectors, rotation, cell.Vectors);
        _stretch = grow * rotation;
        _shrink = shrink * rotation;
        (Strain, VirialBefore) = (strain, virial);
        state.Structure.Cell = new Cell(vectors);
        var kinetic = _shrink.Transposed * state.SampledKinetic * _shrink;
        state.Work += 0.5 * (kinetic.Trace - state.SampledKinetic.Trace);
        state.SampledKinetic = kinetic;
    }

    public override void Apply(DynamicState state, AtomChunk chunk)
    {
        var (stretch, shrink) = (_stretch, _shrink);
        foreach (ref var r in state.Positions.AsSpan(chunk.First, chunk.Count))
            r = r * stretch;
        foreach (ref var v in state.Velocities.AsSpan(chunk.First, chunk.Count))
            v = v * shrink;
    }

    Mat3 Draw(DynamicState state, double volume, Mat3 virial)
    {
        var kT = Units.Boltzmann * temperature.At(state.Time);
        // Where the centre of mass rests, its kT per direction is added: the volume still has its place to offer.
        var centre = (3 * state.FreeCount - state.DegreesOfFreedom) / 3.0 * kT;
        var excess = 1 / volume * (state.SampledKinetic + virial + Mat3.Diagonal(centre, centre, centre))
            - pressure.At(state.Time) * Mat3.Identity;
        var drift = rate * state.TimeStep / 3;
        var noise = Math.Sqrt(2 * kT * drift / volume);
        var draws = new Draws(state.Seed, NoiseStream.CellRescaling, state.Step);
        if (!fullCell)
        {
            // The trace of G has variance 3.
            var e = drift * excess.Trace / 3 + noise / Math.Sqrt(3) * draws.Gaussian();
            return Mat3.Diagonal(e, e, e);
        }
        var half = Math.Sqrt(0.5);
        double xx = draws.Gaussian(), yy = draws.Gaussian(), zz = draws.Gaussian();
        double xy = half * draws.Gaussian(), xz = half * draws.Gaussian(), yz = half * draws.Gaussian();
        return drift * excess.Symmetrized + noise * new Mat3(xx, xy, xz, xy, yy, yz, xz, yz, zz);
    }

    static double Norm(Mat3 m) => Math.Sqrt(m.Row(0).LengthSquared + m.Row(1).LengthSquared + m.Row(2).LengthSquared);

    /// <summary>e^M by its series, for small M.</summary>
    static Mat3 Exponential(Mat3 m)
    {
        Mat3 sum = Mat3.Identity, term = Mat3.Identity;
        for (var n = 1; n <= 8; n++)
        {
            term = 1.0 / n * (term * m);
            sum += term;
        }
        return sum;
    }
}

/// <summary>
/// Counts, once the new forces are known, what straining did to the potential energy: −½ (W before + W after) : ε, right to second order.
/// </summary>
sealed class CellWork(CellRescale rescale) : SubStep
{
    public override void Prepare(DynamicState state)
    {
        var virial = 0.5 * (rescale.VirialBefore + state.Prediction.Virial.Symmetrized);
        state.Work -= (virial * rescale.Strain).Trace;
    }
}
