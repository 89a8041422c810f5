import { AzureMonitorMetricExporter, AzureMonitorTraceExporter } from '@azure/monitor-opentelemetry-exporter';
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node';

/** Where traces and metrics go; nowhere when neither is set. */
export interface TelemetrySettings {
  /** A collector that speaks OTLP over HTTP with JSON; an address without `/v1/traces`. */
  readonly otlpEndpoint: string | undefined;
  readonly applicationInsights: string | undefined;
  /** Seconds from one telling of metrics to the next. */
  readonly everySeconds: number;
}

/** Milliseconds that a receiver may take; telling must never hold up a server that stops. */
const patience = 5_000;

/**
 * Has traces and metrics sent where it is said, until `stop`, which sends what is left. Where nothing is set, steps and
 * counts cost next to nothing and go nowhere.
 */
export function startTelemetry(settings: TelemetrySettings): { stop(): Promise<void> } {
  const spans: SpanExporter[] = [];
  const numbers: PushMetricExporter[] = [];
  const { otlpEndpoint, applicationInsights: connectionString } = settings;
  if (otlpEndpoint !== undefined) {
    spans.push(new OTLPTraceExporter({ url: `${otlpEndpoint}/v1/traces`, timeoutMillis: patience }));
    numbers.push(new OTLPMetricExporter({ url: `${otlpEndpoint}/v1/metrics`, timeoutMillis: patience }));
  }
  if (connectionString !== undefined) {
    spans.push(new AzureMonitorTraceExporter({ connectionString }));
    numbers.push(new AzureMonitorMetricExporter({ connectionString }));
  }
  if (spans.length === 0) return { stop: () => Promise.resolve() };

  const resource = resourceFromAttributes({ 'service.name': 'vantage' });
  const tracing = new NodeTracerProvider({
    resource,
    spanProcessors: spans.map((exporter) => new BatchSpanProcessor(exporter, { exportTimeoutMillis: patience })),
  });
  tracing.register();
  const exportIntervalMillis = settings.everySeconds * 1_000;
  const measuring = new MeterProvider({
    resource,
    readers: numbers.map(
      (exporter) =>
        new PeriodicExportingMetricReader({
          exporter,
          exportIntervalMillis,
          exportTimeoutMillis: Math.min(patience, exportIntervalMillis),
        }),
    ),
  });
  metrics.setGlobalMeterProvider(measuring);
  return {
    async stop() {
      // A receiver that is away has to be no reason for not stopping: what was to be told is lost with it.
      await Promise.allSettled([tracing.shutdown(), measuring.shutdown()]);
      for (const one of [trace, context, propagation, metrics]) one.disable();
    },
  };
}
