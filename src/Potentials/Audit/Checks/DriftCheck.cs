using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// The total energy of velocity-Verlet dynamics (Swope et al., J. Chem. Phys. 76, 637 (1982)) oscillates but does not drift where forces are the
/// gradient of a smooth energy.
/// </summary>
sealed class DriftCheck : IAuditCheck
{
    const int Steps = 2000, MostAtoms = 2000;
    const double Temperature = 300, Tolerance = 1e-4;

    /// <summary>Times the temperature asked for, from which on a structure is taken for unstable, and by how much the step is then shortened.</summary>
    const int TooHot = 10, Refinement = 4;

    public string Name => "NVE drift";

    public string Question => "The total energy of undisturbed dynamics does not drift";

    public CheckResult Run(AuditSubject subject)
    {
        if (subject.Structure.Count > MostAtoms)
            return CheckResult.NotApplicable($"the structure has more than {MostAtoms} atoms; 'athanor md' measures it at length");
        if (subject.Structure.Count < 2)
            return CheckResult.NotApplicable("there is only one atom");
        var timeStep = TimeStep(subject.Structure);
        try
        {
            var (drift, hottest) = Measure(subject, timeStep, Steps);
            if (!(drift <= Tolerance) && hottest > TooHot * Temperature)
            {
                // Falling apart, atoms are too fast for the step: the integrator is to blame where a shorter one helps.
                var (finer, _) = Measure(subject, timeStep / Refinement, Refinement * Steps);
                if (finer < drift / Refinement)
                    return CheckResult.NotApplicable($"the structure falls apart under this potential (it heats itself to {hottest:0} K): name a file with structures that it is meant for");
            }
            return new CheckResult([new("energy", 1e3 * drift, 1e3 * Tolerance, "meV/atom")], $"{Steps * timeStep / 1000:0.#} ps at {Temperature} K in steps of {timeStep} fs");
        }
        catch (AtomsException e)
        {
            // It answered for the structure at rest: that it came to this is its own doing.
            return new CheckResult([new("energy", double.PositiveInfinity, 1e3 * Tolerance, "meV/atom")], $"dynamics at {Temperature} K broke down: {e.Message}");
        }
    }

    /// <summary>Change of the energy (eV per atom) between the first and the last quarter, so that what oscillates averages out; and the highest temperature, K.</summary>
    static (double Drift, double Hottest) Measure(AuditSubject subject, double timeStep, int steps)
    {
        var run = new Verlet(subject, timeStep);
        run.Quench();
        run.Heat(Temperature, subject.NewRandom(8));
        var energies = new double[steps];
        double hottest = 0;
        for (var s = 0; s < steps; s++)
        {
            run.Step();
            energies[s] = run.TotalEnergy / subject.Structure.Count;
            hottest = Math.Max(hottest, run.Temperature);
            subject.Options.Cancellation.ThrowIfCancellationRequested();
        }
        return (AuditSubject.Size(energies[^(steps / 4)..].Average() - energies[..(steps / 4)].Average()), hottest);
    }

    static double TimeStep(Structure structure)
    {
        var lightest = Enumerable.Range(0, structure.Count).Min(structure.MassOf);
        return lightest < 3 ? 0.25 : lightest < 20 ? 0.5 : 1;
    }

    sealed class Verlet(AuditSubject subject, double timeStep)
    {
        readonly Structure _structure = subject.Structure.Clone();
        readonly Vec3[] _velocities = new Vec3[subject.Structure.Count];
        readonly Prediction _now = subject.Evaluate(subject.Structure);

        /// <summary>eV.</summary>
        public double TotalEnergy => _now.Energy + Kinetic;

        /// <summary>K.</summary>
        public double Temperature => 2 * Kinetic / (3 * _velocities.Length * Units.Boltzmann);

        double Kinetic
        {
            get
            {
                double sum = 0;
                for (var i = 0; i < _velocities.Length; i++)
                    sum += 0.5 * _structure.MassOf(i) / Units.AccelerationPerForce * _velocities[i].LengthSquared;
                return sum;
            }
        }

        public void Step()
        {
            Kick();
            for (var i = 0; i < _velocities.Length; i++)
                _structure.Positions[i] += timeStep * _velocities[i];
            subject.Evaluate(_structure, _now);
            Kick();
        }

        /// <summary>Takes the structure towards a minimum: dynamics of atoms of one weight that starts again from rest whenever it goes uphill, by at most 0.1 Å a step.</summary>
        public void Quench()
        {
            const int steps = 600;
            const double atRest = 0.02, longest = 0.1;
            var (time, downhill) = (0.1, 0);
            for (var s = 0; s < steps; s++)
            {
                double power = 0, force = 0, speed = 0;
                for (var i = 0; i < _velocities.Length; i++)
                {
                    power += Vec3.Dot(_velocities[i], _now.Forces[i]);
                    force = Math.Max(force, _now.Forces[i].Length);
                }
                if (force < atRest)
                    break;
                downhill = power > 0 ? downhill + 1 : 0;
                time = downhill > 5 ? Math.Min(1.1 * time, 0.6) : power < 0 ? 0.5 * time : time;
                if (power < 0)
                    Array.Clear(_velocities);
                for (var i = 0; i < _velocities.Length; i++)
                {
                    _velocities[i] += time * _now.Forces[i];
                    speed = Math.Max(speed, _velocities[i].Length);
                }
                var move = Math.Min(time, longest / speed);
                for (var i = 0; i < _velocities.Length; i++)
                    _structure.Positions[i] += move * _velocities[i];
                subject.Evaluate(_structure, _now);
            }
            Array.Clear(_velocities);
        }

        public void Heat(double temperature, Random random)
        {
            double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var (momentum, mass) = (Vec3.Zero, 0.0);
            for (var i = 0; i < _velocities.Length; i++)
            {
                var width = Math.Sqrt(Units.Boltzmann * temperature * Units.AccelerationPerForce / _structure.MassOf(i));
                _velocities[i] = width * new Vec3(Gaussian(), Gaussian(), Gaussian());
                momentum += _structure.MassOf(i) * _velocities[i];
                mass += _structure.MassOf(i);
            }
            for (var i = 0; i < _velocities.Length; i++)
                _velocities[i] -= momentum / mass;
        }

        void Kick()
        {
            for (var i = 0; i < _velocities.Length; i++)
                _velocities[i] += 0.5 * timeStep * Units.AccelerationPerForce / _structure.MassOf(i) * _now.Forces[i];
        }
    }
}
