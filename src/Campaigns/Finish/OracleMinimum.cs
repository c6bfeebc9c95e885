using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Properties;

namespace Athanor.Campaigns;

/// <summary>
/// Finds the minimum of an oracle that one would rather not call often, from the minimum of a model that knows it well: Newton's steps with the model's Hessian. Each leaves of the distance the fraction by which that
/// Hessian is wrong, some hundredths, so that a few gradients do.
/// </summary>
static class OracleMinimum
{
    /// <summary>No atom feels more than this, eV/Å; wavenumbers are then within some tenths of a cm⁻¹ of those at the minimum.</summary>
    const double ForceTolerance = 3e-4;

    const int MostGradients = 12;
    const double LongestMove = 0.05; // Å

    /// <returns>The structure with the least force, and that force, eV/Å.</returns>
    /// <exception cref="PotentialException">The oracle failed.</exception>
    public static (Structure Structure, double Force) From(Vibrations model, IEvaluator oracle, CancellationToken cancellation)
    {
        var structure = model.Structure.Clone();
        var prediction = new Prediction();
        var best = (Structure: structure.Clone(), Force: double.PositiveInfinity);
        for (var gradients = 0; gradients < MostGradients && best.Force > ForceTolerance; gradients++)
        {
            cancellation.ThrowIfCancellationRequested();
            oracle.Evaluate(structure, Request.Forces, prediction);
            var force = 0.0;
            foreach (var f in prediction.Forces)
                force = Math.Max(force, f.Length);
            if (force < best.Force)
                best = (structure.Clone(), force);
            Move(structure, model.Modes, prediction.Forces);
        }
        return best;
    }

    /// <summary>Σ d (d·F)/k over the modes, k being their force constants.</summary>
    static void Move(Structure structure, IReadOnlyList<NormalMode> modes, ReadOnlySpan<Vec3> forces)
    {
        var moves = new Vec3[structure.Count];
        foreach (var mode in modes)
        {
            double along = 0;
            for (var i = 0; i < moves.Length; i++)
                along += Vec3.Dot(mode.Displacements[i], forces[i]);
            along /= Math.Max(0.05, Math.Abs(mode.ForceConstant));
            for (var i = 0; i < moves.Length; i++)
                moves[i] += along * mode.Displacements[i];
        }
        var longest = moves.Max(m => m.Length);
        var scale = longest > LongestMove ? LongestMove / longest : 1;
        for (var i = 0; i < moves.Length; i++)
            structure.Positions[i] += scale * moves[i];
    }
}
