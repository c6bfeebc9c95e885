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

    public string Name => "NVE drift";

    public string Question => "The total energy of undisturbed dynamics does not drift";

    public CheckResult Run(AuditSubject subject)
    {
        if (subject.Structure.Count > MostAtoms)
            return CheckResult.NotApplicable($"the structure has more than {MostAtoms} atoms; 'athanor md' measures it at length");
        if (subject.Structure.Count < 2)
            return CheckResult.NotApplicable("there is only one atom");
        var run = new Verlet(subject, TimeStep(subject.Structure));
        var energies = new double[Steps];
        try
        {
            run.Quench(200);
            run.Heat(Temperature, subject.NewRandom(8));
            for (var s = 0; s < Steps; s++)
            {
                run.Step();
                energies[s] = run.TotalEnergy / subject.Structure.Count;
                subject.Options.Cancellation.ThrowIfCancellationRequested();
            }
        }
        catch (AtomsException e)
        {
            // It answered for the structure at rest: that it came to this is its own doing.
            return new CheckResult([new("energy", double.PositiveInfinity, 1e3 * Tolerance, "meV/atom")], $"dynamics at {Temperature} K broke down: {e.Message}");
        }
        // Between the first and the last quarter, so that what oscillates averages out.
        var drift = AuditSubject.Size(energies[^(Steps / 4)..].Average() - energies[..(Steps / 4)].Average());
        return new CheckResult([new("energy", 1e3 * drift, 1e3 * Tolerance, "meV/atom")],
            $"{Steps * run.TimeStep / 1000:0.#} ps at {Temperature} K in steps of {run.TimeStep} fs");
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

        public double TimeStep => timeStep;

        /// <summary>eV.</summary>
        public double TotalEnergy
        {
            get
            {
                var sum = _now.Energy;
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

        /// <summary>Takes the structure down towards a minimum: downhill by at most 0.05 Å at a time, back where that went up.</summary>
        public void Quench(int steps)
        {
            const double longest = 0.05;
            var rate = 0.005;
            for (var s = 0; s < steps; s++)
            {
                var largest = 0.0;
                foreach (var f in _now.Forces)
                    largest = Math.Max(largest, f.Length);
                if (largest < 0.02)
                    break;
                var (energy, before) = (_now.Energy, (Vec3[])_structure.Positions.Clone());
                var move = Math.Min(rate, longest / largest);
                for (var i = 0; i < before.Length; i++)
                    _structure.Positions[i] += move * _now.Forces[i];
                subject.Evaluate(_structure, _now);
                if (_now.Energy <= energy)
                {
                    rate *= 1.2;
                    continue;
                }
                before.CopyTo(_structure.Positions, 0);
                subject.Evaluate(_structure, _now);
                rate *= 0.5;
            }
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
