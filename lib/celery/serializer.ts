/** The result serializers Celery ships, as `result_serializer` names them. */
export type Serializer = 'json' | 'pickle' | 'yaml' | 'msgpack'
